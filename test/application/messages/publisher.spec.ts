import { describe, expect, it } from 'vitest';
import { cloudEvent } from '../../../application/messages/cloud-event.ts';
import { MessageTooLarge } from '../../../application/messages/message-bus.ts';
import { publicationOf } from '../../../application/system/module-parts.ts';
import { people, sheets } from '../../support/ledger/index.ts';
import { publisher } from '../../../application/messages/publisher.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import { asking, peopleOverMemory } from '../../support/people.ts';
import { asBob, specTime } from '../../support/as-bob.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';
import { allParked } from '../../support/all-parked.ts';

describe('publishing', () => {
  it('tells what happened as a CloudEvent under a versioned contract', async () => {
    const bobs = sheetsOverMemory();
    await bobs.send('1', commands.open, commands.changeRent(6));
    expect(await bobs.publishing.deliver(bobs.feed())).toMatchObject({ applied: 1 });
    expect(bobs.bus.sent()[1]).toEqual({
      messageId: 'sheet-1:2',
      sessionId: 'sheet-1',
      properties: { category: 'sheet', contract: 'ledger.row-changed.v1' },
      body: {
        specversion: '1.0',
        id: 'sheet-1:2',
        source: 'urn:annal:sheet',
        type: 'ledger.row-changed.v1',
        subject: '1',
        time: specTime,
        datacontenttype: 'application/json',
        streamid: 'sheet-1',
        streamversion: 2,
        correlationid: 'correlation-1',
        data: { sheetId: '1', key: 'rent', from: 5, to: 6 },
      },
    });
  });

  it('keeps to the contracts of its publications', async () => {
    const bobs = sheetsOverMemory();
    await bobs.send('1', commands.open, commands.changeRent(6), commands.removeTax, commands.close);
    await bobs.publishing.deliver(bobs.feed());
    const bodies = bobs.bus.sent().map(({ body }) => cloudEvent.parse(body));
    const schemas = new Map(Object.entries(sheets.contracts?.schemas ?? {}));
    for (const { type, data } of bodies) expect(schemas.get(type)?.parse(data)).toEqual(data);
    expect(bodies.map(({ type }) => type)).toEqual([...schemas.keys()]);
  });

  it('carries the trace of the request', async () => {
    const bobs = sheetsOverMemory();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await bobs.handle({
      entityId: '1',
      command: commands.open,
      reach: 'all',
      provenance: { ...asBob('open'), traceparent },
    });
    await bobs.publishing.deliver(bobs.feed());
    expect(bobs.bus.sent()[0]?.body.traceparent).toBe(traceparent);
  });

  it('keeps the order within a stream however the batch is shuffled', async () => {
    const bobs = sheetsOverMemory();
    await bobs.send('1', commands.open, commands.changeRent(6), commands.changeRent(7), commands.close);
    await bobs.publishing.deliver(bobs.feed().toReversed());
    expect(bobs.bus.sent('sheet-1').map(({ messageId }) => messageId)).toEqual([1, 2, 3, 4].map((n) => `sheet-1:${n}`));
  });

  it('is left undone by a broker that fails, and done again as a whole', async () => {
    const bobs = sheetsOverMemory();
    await bobs.send('1', commands.open);
    const send = bobs.bus.send;
    const failing = publisher({
      ...bobs,
      bus: { send: () => Promise.reject(new Error('the broker is down')) },
      publications: publicationOf(sheets),
    });
    await expect(failing.deliver(bobs.feed())).rejects.toThrow('the broker is down');
    expect(await allParked(bobs.parkingLot)).toEqual([]);
    await publisher({ ...bobs, bus: { send }, publications: publicationOf(sheets) }).deliver(bobs.feed());
    expect(bobs.bus.sent()).toHaveLength(1);
  });

  it('keeps to itself what has no contract', async () => {
    const world = peopleOverMemory();
    const process = world.newProcess();
    await process.send('1', asking.register('ada@example.org'));
    await process.send('1', asking.changeEmail('ada@new.example'));
    await process.send('1', asking.erase);
    const commits = await process.eventStore.read('person-1');
    const messages = publicationOf(people).flatMap((each) => each.messagesOf(commits));
    expect(messages.map(({ messageId, body: { type, data } }) => [messageId, type, data])).toEqual([
      ['person-1:1', 'ledger.person-registered.v1', { personId: '1' }],
      ['person-1:3', 'ledger.person-erased.v1', { personId: '1' }],
    ]);
  });

  it('has nothing to say about a category that nobody mapped', async () => {
    const bobs = sheetsOverMemory();
    await bobs.send('1', commands.open);
    await bobs.eventStore.append(StreamHead.beforeFirst('pot-1'), {
      category: 'pot',
      events: [{ type: 'PotFilled', schemaVersion: 1, data: {} }],
      recordedAt: specTime,
      ...asBob('open'),
    });
    expect(await bobs.publishing.deliver(bobs.feed().slice(1))).toMatchObject({ notApplicable: 1, parked: 0 });
    expect(bobs.bus.sent()).toEqual([]);
  });
});

describe('a stream with something that cannot be published', () => {
  const poisoned = async () => {
    const bobs = sheetsOverMemory();
    await bobs.send('1', commands.open);
    await bobs.appendUnknownEvent('1');
    return bobs;
  };

  it('is parked, and no later message of it overtakes', async () => {
    const bobs = await poisoned();
    const [opened, teleported] = bobs.feed();
    await bobs.publishing.deliver([opened]);
    expect(await bobs.publishing.deliver([teleported])).toMatchObject({ parked: 1 });
    const later = sheetsOverMemory();
    await later.send('1', commands.open, commands.changeRent(6), commands.close);
    const closed = later.feed().at(-1);
    expect(await bobs.publishing.deliver([closed])).toMatchObject({ applied: 0, parked: 1 });
    expect(bobs.bus.sent().map(({ messageId }) => messageId)).toEqual(['sheet-1:1']);
  });

  it('does not keep other streams waiting', async () => {
    const bobs = await poisoned();
    await bobs.send('2', commands.open);
    expect(await bobs.publishing.deliver(bobs.feed())).toMatchObject({ applied: 1, parked: 1 });
    expect(bobs.bus.sent('sheet-2')).toHaveLength(1);
  });

  it('is one whose message is more than the broker takes', async () => {
    const bobs = sheetsOverMemory();
    await bobs.send('1', commands.open);
    const narrow = publisher({
      ...bobs,
      bus: { send: () => Promise.reject(new MessageTooLarge('sheet-1:1 is too large')) },
      publications: publicationOf(sheets),
    });
    expect(await narrow.deliver(bobs.feed())).toMatchObject({ parked: 1 });
    expect(await allParked(bobs.parkingLot, 'publishing')).toMatchObject([{ reason: 'sheet-1:1 is too large' }]);
  });
});
