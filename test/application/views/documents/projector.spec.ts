import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../../application/streams/event-store.ts';
import { sheetsByOwner, sheetsById } from '../../../support/ledger/index.ts';
import { projector } from '../../../../application/views/documents/projector.ts';
import { ViewTooLarge } from '../../../../application/views/read-model.ts';
import { StreamHead } from '../../../../application/streams/stream-head.ts';
import type { Facts } from '../../../../application/tracing.ts';
import { asBob, specTime } from '../../../support/as-bob.ts';
import { commands, sheetsOverMemory } from '../../../support/sheets.ts';
import { allParked } from '../../../support/all-parked.ts';

const openedAndChanged = async () => {
  const bobs = sheetsOverMemory();
  await bobs.send('1', commands.open, commands.changeRent(6), commands.removeTax, commands.close);
  return bobs;
};

it('a view shows what its fold makes of all events, and the version of the last', async () => {
  const bobs = await openedAndChanged();
  expect(await bobs.byId.deliver(bobs.feed())).toEqual({ applied: 1, alreadyApplied: 0, notApplicable: 0, parked: 0 });
  expect(await bobs.view('1')).toMatchObject({
    version: 4,
    view: {
      sheetId: '1',
      ownerId: 'bob',
      status: 'closed',
      rows: [{ key: 'rent', text: 'Rent of May', amount: 6 }],
      total: 6,
      openedAt: '2026-05-01T09:00:00.000Z',
    },
  });
});

describe.each(['byId', 'byOwner'] as const)('delivery to %s', (name) => {
  const read = async (bobs: ReturnType<typeof sheetsOverMemory>) => {
    const { items } = await bobs[name === 'byId' ? 'sheets' : 'sheetsOfOwners'].list({ limit: 100 });
    return items;
  };

  it('ignores an old event redelivered after a newer one', async () => {
    const bobs = await openedAndChanged();
    const [first, second] = bobs.feed();
    await bobs[name].deliver(bobs.feed());
    const before = await read(bobs);
    expect(await bobs[name].deliver([second, first])).toMatchObject({ applied: 0, alreadyApplied: 1 });
    expect(await bobs[name].deliver([second])).toMatchObject({ applied: 0, alreadyApplied: 1 });
    expect(await read(bobs)).toEqual(before);
  });

  it('fills a gap from the store', async () => {
    const bobs = await openedAndChanged();
    const [first, , , last] = bobs.feed();
    await bobs[name].deliver([first]);
    await bobs[name].deliver([last]);
    expect(await read(bobs)).toMatchObject([{ version: 4, view: { status: 'closed', total: 6 } }]);
  });

  it('brings a lost document back from the events, whatever event comes next', async () => {
    const bobs = await openedAndChanged();
    await bobs[name].deliver(bobs.feed().slice(-1));
    expect(await read(bobs)).toMatchObject([{ version: 4, view: { status: 'closed', total: 6 } }]);
  });

  it('does not care in which pieces, order and repetitions the feed comes', async () => {
    const bobs = await openedAndChanged();
    await bobs.send('2', commands.open, commands.drop);
    const feed = bobs.feed();
    await bobs[name].deliver(feed);
    const expected = await read(bobs);
    const batches = fc.array(fc.array(fc.integer({ min: 0, max: feed.length - 1 }), { minLength: 1 }), {
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(batches, async (shuffled) => {
        const other = await openedAndChanged();
        await other.send('2', commands.open, commands.drop);
        for (const batch of shuffled) await other[name].deliver(batch.map((index) => feed[index]));
        await other[name].deliver(feed);
        expect(await read(other)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('is not moved by two that deliver the same at the same time', async () => {
    const bobs = await openedAndChanged();
    const feed = bobs.feed();
    await Promise.all(feed.map((_, index) => bobs[name].deliver(feed.slice(0, index + 1))));
    expect(await read(bobs)).toMatchObject([{ version: 4, view: { status: 'closed' } }]);
  });

  it('leaves events of other categories to others', async () => {
    const bobs = sheetsOverMemory();
    await bobs.eventStore.append(StreamHead.beforeFirst('pot-1'), {
      category: 'pot',
      events: [{ type: 'PotFilled', schemaVersion: 1, data: {} }],
      recordedAt: specTime,
      ...asBob('open'),
    });
    expect(await bobs[name].deliver(bobs.feed())).toMatchObject({ notApplicable: 1, parked: 0 });
    expect(await read(bobs)).toEqual([]);
  });
});

it('a batch that overlaps with what a view has costs no read of the stream', async () => {
  let reads = 0;
  const bobs = await openedAndChanged();
  const counting = sheetsOverMemory((inner) => ({
    ...inner,
    read: (...asked) => {
      reads += 1;
      return inner.read(...asked);
    },
  }));
  await counting.byId.deliver(bobs.feed().slice(0, 2));
  await counting.byId.deliver(bobs.feed());
  await counting.byOwner.deliver(bobs.feed());
  expect((await counting.view('1'))?.version).toBe(4);
  expect(reads).toBe(0);
});

it.each(['byId', 'byOwner'] as const)('%s shows nothing of a sheet that was never opened', async (name) => {
  const bobs = sheetsOverMemory();
  await bobs.eventStore.append(StreamHead.beforeFirst('sheet-1'), {
    category: 'sheet',
    events: [{ type: 'SheetClosed', schemaVersion: 1, data: {} }],
    recordedAt: specTime,
    ...asBob('strange'),
  });
  expect(await bobs[name].deliver(bobs.feed())).toMatchObject({ notApplicable: 1 });
  expect(await bobs.view('1')).toBeUndefined();
});

describe.each(['byId', 'byOwner'] as const)('a damaged document of %s', (name) => {
  const projection = name === 'byId' ? sheetsById : sheetsByOwner;
  const partition = name === 'byId' ? '1' : 'bob';

  it('that claims a version which its stream does not have is folded anew, and named to operators', async () => {
    const bobs = await openedAndChanged();
    const readModel = name === 'byId' ? bobs.sheets : bobs.sheetsOfOwners;
    const lines: Facts[] = [];
    const projecting = projector(projection, { ...bobs, readModel, tracing: { log: (line) => lines.push(line) } });
    await projecting.deliver(bobs.feed());
    const found = await readModel.find({ id: '1', partition });
    if (found?.view === undefined) throw new Error('The view was not saved.');
    await readModel.save({ id: '1', partition }, { view: { ...found.view, total: 0 }, version: 999 }, found.etag);
    expect(await projecting.deliver(bobs.feed().slice(-1))).toMatchObject({ applied: 1 });
    expect(await readModel.find({ id: '1', partition })).toMatchObject({ version: 4, view: { total: 6 } });
    expect(lines).toEqual([
      {
        event: 'damaged-view',
        view: projection.name,
        streamId: 'sheet-1',
        version: 4,
        damage: 'sheet-1 has no version 999',
      },
    ]);
  });
});

describe('what cannot be understood', () => {
  const withUnknownEvent = async () => {
    const bobs = sheetsOverMemory();
    await bobs.send('1', commands.open);
    await bobs.appendUnknownEvent('1');
    await bobs.send('2', commands.open);
    return bobs;
  };

  it('is parked with its reason, and the other streams go on', async () => {
    const bobs = await withUnknownEvent();
    const [opened, teleported, other] = bobs.feed();
    await bobs.byId.deliver([opened]);
    expect(await bobs.byId.deliver([teleported, other])).toEqual({
      applied: 1,
      alreadyApplied: 0,
      notApplicable: 0,
      parked: 1,
    });
    expect(await allParked(bobs.parkingLot, 'sheets')).toEqual([
      {
        subscriber: 'sheets',
        streamId: 'sheet-1',
        reason: 'SheetTeleported at version 2 of sheet-1: the event type is unknown',
        ...{ kind: 'data', version: 2, tries: 1, build: 'unknown' },
        ...{ parkedAt: specTime, firstAt: specTime, lastAt: specTime },
        document: (await bobs.eventStore.read('sheet-1', 1))[0],
      },
    ]);
    expect((await bobs.view('1'))?.version).toBe(1);
    expect((await bobs.view('2'))?.version).toBe(1);
  });

  it('keeps the later events of its stream behind it', async () => {
    const bobs = await withUnknownEvent();
    await bobs.byId.deliver(bobs.feed().slice(0, 1));
    const commits = await bobs.eventStore.read('sheet-1');
    await bobs.eventStore.append(StreamHead.beforeFirst('sheet-1').after(commits), {
      category: 'sheet',
      events: [{ type: 'SheetClosed', schemaVersion: 1, data: {} }],
      recordedAt: specTime,
      ...asBob('later'),
    });
    expect(await bobs.byId.deliver(bobs.feed().slice(-1))).toMatchObject({ applied: 0, parked: 1 });
    expect(await bobs.view('1')).toMatchObject({ version: 1, view: { status: 'open' } });
  });

  it('is parked when it is no commit at all, with the good ones of its stream', async () => {
    const bobs = sheetsOverMemory();
    await bobs.send('1', commands.open);
    const broken = { id: '0000000000000002', streamId: 'sheet-1', version: 'two' };
    expect(await bobs.byId.deliver([...bobs.feed(), broken, 'not even an object', { id: 'x' }])).toMatchObject({
      applied: 0,
      parked: 4,
    });
    const parked = await allParked(bobs.parkingLot, 'sheets');
    expect(parked.map(({ streamId }) => streamId)).toEqual(['sheet-1', 'unknown', 'x']);
    expect(parked[0]?.document).toEqual(broken);
  });

  it('is parked when a stream has a hole that the store cannot fill', async () => {
    const bobs = await openedAndChanged();
    const holed = sheetsOverMemory((inner) => ({
      ...inner,
      read: async () => (await bobs.eventStore.read('sheet-1')).filter(({ version }) => version !== 2),
    }));
    expect(await holed.byId.deliver(bobs.feed().slice(-1))).toMatchObject({ parked: 1 });
    expect((await allParked(holed.parkingLot, 'sheets'))[0]?.reason).toContain('Stream sheet-1 is damaged');
  });
});

it('a view that no document can hold is parked, and does not hold the feed up', async () => {
  const bobs = await openedAndChanged();
  const save = () => Promise.reject(new ViewTooLarge('The view 1 is too large.'));
  const narrow = projector(sheetsById, { ...bobs, readModel: { ...bobs.sheets, save } });
  expect(await narrow.deliver(bobs.feed())).toMatchObject({ parked: 1 });
  expect(await allParked(bobs.parkingLot, 'sheets')).toMatchObject([{ reason: 'The view 1 is too large.' }]);
});

describe('a fault of the world', () => {
  it('asks for the whole batch again, after the other streams are through', async () => {
    const bobs = sheetsOverMemory((inner) => ({
      ...inner,
      read: (streamId, after) =>
        streamId === 'sheet-1' ? Promise.reject(new StoreUnavailable('down')) : inner.read(streamId, after),
    }));
    const others = await openedAndChanged();
    await others.send('2', commands.open);
    const [, changed, , , second] = others.feed();
    await expect(bobs.byId.deliver([changed, second])).rejects.toThrow('down');
    expect((await bobs.view('2'))?.version).toBe(1);
    expect(await allParked(bobs.parkingLot)).toEqual([]);
  });

  it('is a store that does not yet know what its feed has told', async () => {
    const bobs = await openedAndChanged();
    const late = sheetsOverMemory((inner) => ({ ...inner, read: () => Promise.resolve([]) }));
    await expect(late.byId.deliver(bobs.feed().slice(-1))).rejects.toThrow('behind its feed');
    expect(await late.view('1')).toBeUndefined();
  });

  it('is a document that others keep saving', async () => {
    const bobs = await openedAndChanged();
    let saves = 0;
    const save = () => {
      saves += 1;
      return Promise.resolve('conflict' as const);
    };
    const contested = projector(sheetsById, { ...bobs, readModel: { ...bobs.sheets, save } });
    await expect(contested.deliver(bobs.feed())).rejects.toThrow('saved by others 5 times');
    expect(saves).toBe(5);
  });
});
