import { describe, expect, it } from 'vitest';
import { BrokerUnavailable, type MessageBus } from '../../../application/messages/message-bus.ts';
import { publisher } from '../../../application/messages/publisher.ts';
import { replayStream } from '../../../application/operations/replay.ts';
import { publicationOf } from '../../../application/system/module-parts.ts';
import { sheets } from '../../support/ledger/index.ts';
import { specTime } from '../../support/as-bob.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';
import { allParked } from '../../support/all-parked.ts';

const operated = async () => {
  const bobs = sheetsOverMemory();
  await bobs.send('1', commands.open, commands.changeRent(6));
  const subscribers = [bobs.byId, bobs.publishing];
  return { ...bobs, replay: replayStream({ ...bobs, subscribers }) };
};

describe('a replay', () => {
  it('brings a lost view back from the events', async () => {
    const { replay, view } = await operated();
    expect(await replay('sheets', 'sheet-1')).toMatchObject({ applied: 1 });
    expect(await view('1')).toMatchObject({ version: 2, view: { rows: [{ amount: 6 }, {}] } });
  });

  it('changes nothing that is right already', async () => {
    const { replay, view } = await operated();
    await replay('sheets', 'sheet-1');
    const before = await view('1');
    expect(await replay('sheets', 'sheet-1')).toMatchObject({ applied: 0, alreadyApplied: 1 });
    expect(await view('1')).toEqual(before);
  });

  it('gives what was parked its next chance', async () => {
    const { replay, bus, parkingLot } = await operated();
    const parked = {
      subscriber: 'publishing',
      streamId: 'sheet-1',
      reason: 'too new',
      parkedAt: specTime,
      document: {},
    };
    await parkingLot.park(parked);
    expect(await replay('publishing', 'sheet-1')).toMatchObject({ applied: 1 });
    expect(await allParked(parkingLot)).toEqual([]);
    expect(bus.sent()).toHaveLength(2);
  });

  it('knows its subscribers', async () => {
    const { replay } = await operated();
    expect(await replay('nobody', 'sheet-1')).toBeUndefined();
  });

  it('of a stream that does not exist changes nothing', async () => {
    const { replay, sheets } = await operated();
    expect(await replay('sheets', 'sheet-2')).toEqual({ applied: 0, alreadyApplied: 0, notApplicable: 0, parked: 0 });
    expect((await sheets.list({ limit: 10 })).items).toEqual([]);
  });
});

describe('a replay of a parked stream', () => {
  /** A sheet whose first message could not be sent, and one who publishes it over a bus wrapped by hand. */
  const parkedSheet = async (wrap: (bus: MessageBus) => MessageBus = (bus) => bus) => {
    const bobs = sheetsOverMemory();
    await bobs.send('1', commands.open);
    const publishing = publisher({ ...bobs, bus: wrap(bobs.bus), publications: publicationOf(sheets) });
    await bobs.parkingLot.park({
      subscriber: 'publishing',
      streamId: 'sheet-1',
      reason: 'too new',
      parkedAt: specTime,
      document: bobs.feed()[0],
    });
    const replaying = { ...bobs, publishing, subscribers: [publishing] };
    return { ...replaying, replay: () => replayStream(replaying)('publishing', 'sheet-1') };
  };
  const sentIds = ({ bus }: Pick<ReturnType<typeof sheetsOverMemory>, 'bus'>) =>
    bus.sent().map(({ messageId }) => messageId);

  it('that fails leaves it parked, so that no later message overtakes', async () => {
    const broker = { isDown: true };
    const bobs = await parkedSheet((bus) => ({
      send: (messages) =>
        broker.isDown ? Promise.reject(new BrokerUnavailable('the broker is down')) : bus.send(messages),
    }));
    await expect(bobs.replay()).rejects.toThrow('the broker is down');
    broker.isDown = false;
    await bobs.send('1', commands.changeRent(6));
    expect(await bobs.publishing.deliver(bobs.feed().slice(1))).toMatchObject({ parked: 1 });
    expect(sentIds(bobs)).toEqual([]);
    expect(await bobs.replay()).toMatchObject({ applied: 1, parked: 0 });
    expect(sentIds(bobs)).toEqual(['sheet-1:1', 'sheet-1:2']);
    expect(await allParked(bobs.parkingLot)).toEqual([]);
  });

  it('delivers what the feed has brought meanwhile before it lets the stream go', async () => {
    const meanwhile = { sends: 0, happen: async (): Promise<unknown> => undefined };
    const bobs = await parkedSheet((bus) => ({
      send: async (messages) => {
        if ((meanwhile.sends += 1) === 1) await meanwhile.happen();
        await bus.send(messages);
      },
    }));
    meanwhile.happen = async () => {
      await bobs.send('1', commands.changeRent(6));
      expect(await bobs.publishing.deliver(bobs.feed().slice(1))).toMatchObject({ parked: 1 });
    };
    expect(await bobs.replay()).toMatchObject({ applied: 1, parked: 0 });
    expect(sentIds(bobs)).toEqual(['sheet-1:1', 'sheet-1:2']);
    expect(await allParked(bobs.parkingLot)).toEqual([]);
  });

  it('does not let it go before the store shows what the feed has brought', async () => {
    const bobs = await parkedSheet();
    await bobs.send('1', commands.changeRent(6));
    await bobs.publishing.deliver(bobs.feed().slice(1));
    let reads = 0;
    const history = {
      ofStream: async () => ((reads += 1) === 1 ? bobs.feed().slice(0, 1) : bobs.feed()),
    };
    expect(await replayStream({ ...bobs, history })('publishing', 'sheet-1')).toMatchObject({ applied: 1 });
    expect(sentIds(bobs)).toEqual(['sheet-1:1', 'sheet-1:2']);
  });

  it('leaves it parked when it grows faster than it is delivered', async () => {
    const meanwhile = { happen: async (): Promise<unknown> => undefined };
    const bobs = await parkedSheet((bus) => ({
      send: async (messages) => {
        await meanwhile.happen();
        await bus.send(messages);
      },
    }));
    meanwhile.happen = async () => {
      const before = bobs.feed().length;
      if (before > 20) return;
      await bobs.send('1', commands.changeRent(before + 10));
      await bobs.publishing.deliver(bobs.feed().slice(before));
    };
    expect(await bobs.replay()).toMatchObject({ applied: 0, parked: 1 });
    expect(await allParked(bobs.parkingLot)).toMatchObject([{ streamId: 'sheet-1', reason: 'too new' }]);
  });

  it('that still cannot be taken says why today', async () => {
    const bobs = await parkedSheet();
    await bobs.appendUnknownEvent('1');
    expect(await bobs.replay()).toMatchObject({ parked: 1 });
    expect(await allParked(bobs.parkingLot)).toMatchObject([
      { reason: expect.stringContaining('SheetTeleported') as string },
    ]);
  });

  it('has let it go for whoever found it parked a moment earlier', async () => {
    const bobs = await parkedSheet();
    const parkedBefore = await bobs.parkingLot.parkedAmong('publishing', ['sheet-1']);
    await bobs.replay();
    await bobs.send('1', commands.changeRent(6));
    const late = publisher({
      ...bobs,
      parkingLot: { ...bobs.parkingLot, parkedAmong: async () => parkedBefore },
      publications: publicationOf(sheets),
    });
    expect(await late.deliver(bobs.feed().slice(1))).toMatchObject({ applied: 1, parked: 0 });
    expect(sentIds(bobs)).toEqual(['sheet-1:1', 'sheet-1:2']);
  });
});
