import { describe, expect, it } from 'vitest';
import { publisher } from '../../../application/messages/publisher.ts';
import { BrokerUnavailable } from '../../../application/messages/message-bus.ts';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import { publicationOf } from '../../../application/system/module-parts.ts';
import { specTime } from '../../support/as-bob.ts';
import { sheets } from '../../support/ledger/index.ts';
import { commands } from '../../support/sheets.ts';
import { cannotTake, parkedWorld } from './parked-world.ts';

const down = () => Promise.reject(new StoreUnavailable('down'));

describe('a stream that keeps failing while others go on', () => {
  it('is parked within ten seconds, and none of a thousand others is behind by more than that', async () => {
    const world = await parkedWorld(1_001);
    const feed = world.feed();
    const reads = new Map<string, number>();
    const find: typeof world.sheets.find = (key) => {
      reads.set(key.id, (reads.get(key.id) ?? 0) + 1);
      return world.sheets.find(key);
    };
    const process = world.process({ fold: cannotTake('77'), readModel: { ...world.sheets, find } });
    let runs = 0;
    for (let from = 0; from < feed.length; from += 100) {
      const ended = await world.follow(() => process, feed.slice(from, from + 100));
      if (ended !== 'still failing') runs += ended.run;
    }
    expect(runs).toBe(13); // three of the batch that holds it, and one of each other
    expect(reads.get('5')).toBe(2); // the first run creates it, and a repetition is one read
    expect((await world.sheets.list({ limit: 2_000 })).items).toHaveLength(1_000);
    expect(await world.parked()).toEqual([
      {
        ...{ subscriber: 'sheets', streamId: 'sheet-77', version: 1, kind: 'code', tries: 3, build: 'build-1' },
        ...{ firstAt: specTime, lastAt: world.clock(), parkedAt: world.clock() },
        reason: expect.stringContaining('SheetOpened at version 1 of sheet-77: TypeError: rows is not iterable'),
        document: (await world.eventStore.read('sheet-77'))[0],
      },
    ]);
    expect(Date.parse(world.clock()) - Date.parse(specTime)).toBeLessThan(10_000);
  });

  it('is parked after five minutes of fewer runs', async () => {
    const world = await parkedWorld(2);
    const process = world.process({ fold: cannotTake('1') });
    await expect(process.deliver(world.feed())).rejects.toThrow('not iterable');
    world.time.ms += 4 * 60_000;
    await expect(process.deliver(world.feed())).rejects.toThrow('not iterable');
    world.time.ms += 60_000;
    expect(await process.deliver(world.feed())).toMatchObject({ parked: 1 });
  });

  it('is parked by the evidence of all processes, however often they start anew', async () => {
    const world = await parkedWorld(2);
    expect(await world.follow(() => world.process({ fold: cannotTake('1') }), world.feed())).toMatchObject({ run: 3 });
  });

  it('begins anew when it was taken in between, or has failed long ago', async () => {
    const world = await parkedWorld(2);
    let isBroken = true;
    const process = world.process({ fold: (sheet) => isBroken && cannotTake('1')(sheet) });
    const failing = (mostRuns: number) => world.follow(() => process, world.feed(), mostRuns);
    expect(await failing(2)).toBe('still failing');
    world.time.ms += 60 * 60_000;
    expect(await failing(2)).toBe('still failing');
    isBroken = false;
    expect(await failing(1)).toMatchObject({ report: { applied: 1 } });
    expect(await world.failures.findStream('sheets', 'sheet-1')).toBeUndefined();
    expect(await world.parked()).toEqual([]);
  });

  it('waits from then on: what comes later in it is held back, and fails no batch', async () => {
    const world = await parkedWorld(2);
    const process = world.process({ fold: cannotTake('1') });
    await world.follow(() => process, world.feed());
    await world.send('1', commands.changeRent(6), commands.close);
    expect(await process.deliver(world.feed().slice(2))).toMatchObject({ parked: 1 });
    expect(await world.parked()).toMatchObject([{ streamId: 'sheet-1', version: 1, heldBack: 1, heldBackTo: 3 }]);
  });

  it('is parked as the world, and after minutes only, when a service refuses it and takes the others', async () => {
    const world = await parkedWorld(2);
    const bus: typeof world.bus = {
      ...world.bus,
      send: async (messages) => {
        if (messages[0]?.sessionId === 'sheet-1') throw new BrokerUnavailable('refused');
        await world.bus.send(messages);
      },
    };
    const publishing = publisher({ ...world, bus, publications: publicationOf(sheets) });
    const parked = { run: 10, report: { applied: 1, parked: 1 } };
    expect(await world.follow(() => publishing, world.feed())).toMatchObject(parked);
    expect(await world.parked()).toMatchObject([{ subscriber: 'publishing', streamId: 'sheet-1', kind: 'world' }]);
  });
});

describe('an outage parks nothing', () => {
  const tenMinutes = 14;

  it.each([
    ['of the read container', { find: down, save: down }],
    ['of writing to it', { save: down }],
  ])('%s', async (_, broken) => {
    const world = await parkedWorld(20);
    const process = world.process({ readModel: { ...world.sheets, ...broken } });
    expect(await world.follow(() => process, world.feed(), tenMinutes)).toBe('still failing');
    expect(Date.parse(world.clock()) - Date.parse(specTime)).toBeGreaterThan(10 * 60_000);
    expect(await world.parked()).toEqual([]);
    expect(await world.failures.findStream('sheets', 'sheet-1')).toBeUndefined();
  });

  it.each([
    ['of the read container, in the middle of a batch', { find: down, save: down }],
    ['of writing to it, in the middle of a batch', { save: down }],
  ])('%s', async (_, broken) => {
    const world = await parkedWorld(20);
    await world.process().deliver(world.feed().slice(0, 10));
    const process = world.process({ readModel: { ...world.sheets, ...broken } });
    expect(await world.follow(() => process, world.feed(), tenMinutes)).toBe('still failing');
    expect(await world.parked()).toEqual([]);
  });

  it('is what a build is that fails on every stream', async () => {
    const world = await parkedWorld(20);
    const fold = () => {
      throw new TypeError('no fold');
    };
    expect(await world.follow(() => world.process({ fold }), world.feed(), tenMinutes)).toBe('still failing');
    expect(await world.parked()).toEqual([]);
  });

  it('is what it is also when what is known of it cannot be stored', async () => {
    const world = await parkedWorld(2);
    const failures = { ...world.failures, findStream: down };
    const publications = publicationOf(sheets);
    const bus = { send: () => Promise.reject(new Error('no bus')) };
    await expect(publisher({ ...world, failures, bus, publications }).deliver(world.feed())).rejects.toThrow('no bus');
  });
});
