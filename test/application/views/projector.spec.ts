import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import { ordersByCustomer, ordersById } from '../../../domain/order/index.ts';
import { projector } from '../../../application/views/projector.ts';
import { ViewTooLarge } from '../../../application/views/read-model.ts';
import { StreamHead } from '../../../application/streams/stream-head.ts';
import type { Facts } from '../../../application/tracing.ts';
import { asBob, commands, shop, shopTime } from '../../support/shop.ts';
import { allParked } from '../../support/all-parked.ts';

const placedAndChanged = async () => {
  const bobs = shop();
  await bobs.send('1', commands.place, commands.changeTea(6), commands.removeCake, commands.confirm);
  return bobs;
};

describe('an order view', () => {
  it('shows the order with its lines, totals, status and version', async () => {
    const bobs = await placedAndChanged();
    expect(await bobs.byId.deliver(bobs.feed())).toEqual({
      applied: 1,
      alreadyApplied: 0,
      notApplicable: 0,
      parked: 0,
    });
    expect(await bobs.view('1')).toMatchObject({
      version: 4,
      view: {
        orderId: '1',
        customerId: 'bob',
        currency: 'EUR',
        status: 'confirmed',
        lines: [{ sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 6, discountPercent: 0, net: 2700 }],
        gross: 2700,
        net: 2700,
        placedAt: '2026-05-01T09:00:00.000Z',
      },
    });
  });

  it('shows how far the order has come', async () => {
    const bobs = shop();
    const seen: unknown[] = [];
    const { place, confirm, pay, ship, deliver, cancel } = commands;
    for (const command of [place, confirm, pay, ship, deliver]) {
      await bobs.send('1', command);
      await bobs.byId.deliver(bobs.feed());
      seen.push((await bobs.view('1'))?.view?.status);
    }
    await bobs.send('2', place, cancel);
    await bobs.byId.deliver(bobs.feed());
    seen.push((await bobs.view('2'))?.view?.status);
    expect(seen).toEqual(['placed', 'confirmed', 'paid', 'shipped', 'delivered', 'cancelled']);
  });

  it('rounds each line for itself and adds up', async () => {
    const bobs = shop();
    await bobs.send('1', commands.place);
    await bobs.byId.deliver(bobs.feed());
    expect((await bobs.view('1'))?.view).toMatchObject({
      gross: 3540,
      net: 3411,
      lines: [{ net: 2250 }, { net: 1161 }],
    });
  });
});

describe.each(['byId', 'byCustomer'] as const)('delivery to %s', (name) => {
  const read = async (bobs: ReturnType<typeof shop>) => {
    const { items } = await bobs[name === 'byId' ? 'orders' : 'customers'].list({ limit: 100 });
    return items;
  };

  it('ignores an old event redelivered after a newer one', async () => {
    const bobs = await placedAndChanged();
    const [first, second] = bobs.feed();
    await bobs[name].deliver(bobs.feed());
    const before = await read(bobs);
    expect(await bobs[name].deliver([second, first])).toMatchObject({ applied: 0, alreadyApplied: 1 });
    expect(await bobs[name].deliver([second])).toMatchObject({ applied: 0, alreadyApplied: 1 });
    expect(await read(bobs)).toEqual(before);
  });

  it('fills a gap from the store', async () => {
    const bobs = await placedAndChanged();
    const [first, , , last] = bobs.feed();
    await bobs[name].deliver([first]);
    await bobs[name].deliver([last]);
    expect(await read(bobs)).toMatchObject([{ version: 4, view: { status: 'confirmed', net: 2700 } }]);
  });

  it('brings a lost document back from the events, whatever event comes next', async () => {
    const bobs = await placedAndChanged();
    await bobs[name].deliver(bobs.feed().slice(-1));
    expect(await read(bobs)).toMatchObject([{ version: 4, view: { status: 'confirmed', net: 2700 } }]);
  });

  it('does not care in which pieces, order and repetitions the feed comes', async () => {
    const bobs = await placedAndChanged();
    await bobs.send('2', commands.place, commands.cancel);
    const feed = bobs.feed();
    await bobs[name].deliver(feed);
    const expected = await read(bobs);
    const batches = fc.array(fc.array(fc.integer({ min: 0, max: feed.length - 1 }), { minLength: 1 }), {
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(batches, async (shuffled) => {
        const other = await placedAndChanged();
        await other.send('2', commands.place, commands.cancel);
        for (const batch of shuffled) await other[name].deliver(batch.map((index) => feed[index]));
        await other[name].deliver(feed);
        expect(await read(other)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('is not moved by two that deliver the same at the same time', async () => {
    const bobs = await placedAndChanged();
    const feed = bobs.feed();
    await Promise.all(feed.map((_, index) => bobs[name].deliver(feed.slice(0, index + 1))));
    expect(await read(bobs)).toMatchObject([{ version: 4, view: { status: 'confirmed' } }]);
  });

  it('leaves events of other categories to others', async () => {
    const bobs = shop();
    await bobs.eventStore.append(StreamHead.beforeFirst('cart-1'), {
      category: 'cart',
      events: [{ type: 'CartOpened', schemaVersion: 1, data: {} }],
      recordedAt: shopTime,
      ...asBob('open'),
    });
    expect(await bobs[name].deliver(bobs.feed())).toMatchObject({ notApplicable: 1, parked: 0 });
    expect(await read(bobs)).toEqual([]);
  });
});

it('a batch that overlaps with what a view has costs no read of the stream', async () => {
  let reads = 0;
  const bobs = await placedAndChanged();
  const counting = shop((inner) => ({
    ...inner,
    read: (...asked) => {
      reads += 1;
      return inner.read(...asked);
    },
  }));
  await counting.byId.deliver(bobs.feed().slice(0, 2));
  await counting.byId.deliver(bobs.feed());
  await counting.byCustomer.deliver(bobs.feed());
  expect((await counting.view('1'))?.version).toBe(4);
  expect(reads).toBe(0);
});

it.each(['byId', 'byCustomer'] as const)('%s shows nothing of an order that was never placed', async (name) => {
  const bobs = shop();
  await bobs.eventStore.append(StreamHead.beforeFirst('order-1'), {
    category: 'order',
    events: [{ type: 'OrderConfirmed', schemaVersion: 1, data: {} }],
    recordedAt: shopTime,
    ...asBob('strange'),
  });
  expect(await bobs[name].deliver(bobs.feed())).toMatchObject({ notApplicable: 1 });
  expect(await bobs.view('1')).toBeUndefined();
});

describe.each(['byId', 'byCustomer'] as const)('a damaged document of %s', (name) => {
  const projection = name === 'byId' ? ordersById : ordersByCustomer;
  const partition = name === 'byId' ? '1' : 'bob';

  it('that claims a version which its stream does not have is folded anew, and named to operators', async () => {
    const bobs = await placedAndChanged();
    const readModel = name === 'byId' ? bobs.orders : bobs.customers;
    const lines: Facts[] = [];
    const projecting = projector(projection, { ...bobs, readModel, tracing: { log: (line) => lines.push(line) } });
    await projecting.deliver(bobs.feed());
    const found = await readModel.find({ id: '1', partition });
    if (found?.view === undefined) throw new Error('The view was not saved.');
    await readModel.save({ id: '1', partition }, { view: { ...found.view, net: 0 }, version: 999 }, found.etag);
    expect(await projecting.deliver(bobs.feed().slice(-1))).toMatchObject({ applied: 1 });
    expect(await readModel.find({ id: '1', partition })).toMatchObject({ version: 4, view: { net: 2700 } });
    expect(lines).toEqual([
      {
        event: 'damaged-view',
        view: projection.name,
        streamId: 'order-1',
        version: 4,
        damage: 'order-1 has no version 999',
      },
    ]);
  });
});

describe('what cannot be understood', () => {
  const withUnknownEvent = async () => {
    const bobs = shop();
    await bobs.send('1', commands.place);
    await bobs.appendUnknownEvent('1');
    await bobs.send('2', commands.place);
    return bobs;
  };

  it('is parked with its reason, and the other streams go on', async () => {
    const bobs = await withUnknownEvent();
    const [placed, teleported, other] = bobs.feed();
    await bobs.byId.deliver([placed]);
    expect(await bobs.byId.deliver([teleported, other])).toEqual({
      applied: 1,
      alreadyApplied: 0,
      notApplicable: 0,
      parked: 1,
    });
    expect(await allParked(bobs.parkingLot, 'orders')).toEqual([
      {
        subscriber: 'orders',
        streamId: 'order-1',
        reason: 'OrderTeleported at version 2 of order-1: the event type is unknown',
        parkedAt: shopTime,
        document: (await bobs.eventStore.read('order-1', 1))[0],
      },
    ]);
    expect((await bobs.view('1'))?.version).toBe(1);
    expect((await bobs.view('2'))?.version).toBe(1);
  });

  it('keeps the later events of its stream behind it', async () => {
    const bobs = await withUnknownEvent();
    await bobs.byId.deliver(bobs.feed().slice(0, 1));
    const commits = await bobs.eventStore.read('order-1');
    await bobs.eventStore.append(StreamHead.beforeFirst('order-1').after(commits), {
      category: 'order',
      events: [{ type: 'OrderConfirmed', schemaVersion: 1, data: {} }],
      recordedAt: shopTime,
      ...asBob('later'),
    });
    expect(await bobs.byId.deliver(bobs.feed().slice(-1))).toMatchObject({ applied: 0, parked: 1 });
    expect(await bobs.view('1')).toMatchObject({ version: 1, view: { status: 'placed' } });
  });

  it('is parked when it is no commit at all, with the good ones of its stream', async () => {
    const bobs = shop();
    await bobs.send('1', commands.place);
    const broken = { id: '0000000000000002', streamId: 'order-1', version: 'two' };
    expect(await bobs.byId.deliver([...bobs.feed(), broken, 'not even an object', { id: 'x' }])).toMatchObject({
      applied: 0,
      parked: 4,
    });
    const parked = await allParked(bobs.parkingLot, 'orders');
    expect(parked.map(({ streamId }) => streamId)).toEqual(['order-1', 'unknown', 'x']);
    expect(parked[0]?.document).toEqual(broken);
  });

  it('is parked when a stream has a hole that the store cannot fill', async () => {
    const bobs = await placedAndChanged();
    const holed = shop((inner) => ({
      ...inner,
      read: async () => (await bobs.eventStore.read('order-1')).filter(({ version }) => version !== 2),
    }));
    expect(await holed.byId.deliver(bobs.feed().slice(-1))).toMatchObject({ parked: 1 });
    expect((await allParked(holed.parkingLot, 'orders'))[0]?.reason).toContain('Stream order-1 is damaged');
  });
});

it('a view that no document can hold is parked, and does not hold the feed up', async () => {
  const bobs = await placedAndChanged();
  const save = () => Promise.reject(new ViewTooLarge('The view 1 is too large.'));
  const narrow = projector(ordersById, { ...bobs, readModel: { ...bobs.orders, save } });
  expect(await narrow.deliver(bobs.feed())).toMatchObject({ parked: 1 });
  expect(await allParked(bobs.parkingLot, 'orders')).toMatchObject([{ reason: 'The view 1 is too large.' }]);
});

describe('a fault of the world', () => {
  it('asks for the whole batch again, after the other streams are through', async () => {
    const bobs = shop((inner) => ({
      ...inner,
      read: (streamId, after) =>
        streamId === 'order-1' ? Promise.reject(new StoreUnavailable('down')) : inner.read(streamId, after),
    }));
    const others = await placedAndChanged();
    await others.send('2', commands.place);
    const [, changed, , , second] = others.feed();
    await expect(bobs.byId.deliver([changed, second])).rejects.toThrow('down');
    expect((await bobs.view('2'))?.version).toBe(1);
    expect(await allParked(bobs.parkingLot)).toEqual([]);
  });

  it('is a store that does not yet know what its feed has told', async () => {
    const bobs = await placedAndChanged();
    const late = shop((inner) => ({ ...inner, read: () => Promise.resolve([]) }));
    await expect(late.byId.deliver(bobs.feed().slice(-1))).rejects.toThrow('behind its feed');
    expect(await late.view('1')).toBeUndefined();
  });

  it('is a document that others keep saving', async () => {
    const bobs = await placedAndChanged();
    let saves = 0;
    const save = () => {
      saves += 1;
      return Promise.resolve('conflict' as const);
    };
    const contested = projector(ordersById, { ...bobs, readModel: { ...bobs.orders, save } });
    await expect(contested.deliver(bobs.feed())).rejects.toThrow('saved by others 5 times');
    expect(saves).toBe(5);
  });
});
