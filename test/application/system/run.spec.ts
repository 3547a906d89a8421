import { describe, expect, it } from 'vitest';
import { run } from '../../../application/system/run.ts';
import { system } from '../../../domain/modelling/system.ts';
import { declareView } from '../../../domain/modelling/view.ts';
import { order, orders, ordersByCustomer, ordersById } from '../../../domain/order/index.ts';
import { shop } from '../../../domain/shop.ts';
import { account } from '../../support/account.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { clerk } from '../../support/readers.ts';
import { asBob, commands, shopTime } from '../../support/shop.ts';
import { subscriberOf } from '../../support/subscriber-of.ts';

const overMemory = () => memoryCapabilities(() => shopTime).capabilities;
const place = { entityId: '1', command: commands.place, reach: 'all' as const, provenance: asBob('place') };
const key = { id: '1', partition: '1' };

describe('two systems in one process', () => {
  it('know nothing of each other', async () => {
    const [here, there] = [overMemory(), overMemory()];
    const [one, other] = [run(shop, here), run(shop, there)];
    await one.handlerOf(order)(place);
    await subscriberOf(one, ordersById.name).deliver(here.eventStore.feed());
    await subscriberOf(other, ordersById.name).deliver(there.eventStore.feed());

    expect(await one.readerOf(ordersById).for(clerk).read(key)).toMatchObject({ found: 'current', version: 1 });
    expect(await other.readerOf(ordersById).for(clerk).read(key)).toMatchObject({ found: 'nothing' });
    expect(await other.handlerOf(order)({ ...place, command: commands.confirm })).toEqual({
      outcome: 'rejected',
      rejection: { type: 'OrderNotPlaced' },
    });
  });

  it('share what is stored when they are handed the same stores', async () => {
    const stores = overMemory();
    await run(shop, stores).handlerOf(order)(place);
    const confirm = { ...place, command: commands.confirm, provenance: asBob('confirm') };
    expect(await run(shop, stores).handlerOf(order)(confirm)).toMatchObject({ outcome: 'accepted', version: 2 });
  });
});

describe('a running system', () => {
  it('handles only the commands of aggregates that it declares, and says what to do', () => {
    expect(() => run(shop, overMemory()).handlerOf(account)).toThrow(/does not declare account/);
  });

  it('reads and remembers only views that it declares, and says what to do', () => {
    const { readerOf, pastOf } = run(shop, overMemory());
    const undeclared = declareView({ ...ordersById, name: 'orders-elsewhere' });
    expect(() => readerOf(undeclared)).toThrow(/does not declare orders-elsewhere/);
    expect(() => pastOf(undeclared)).toThrow(/does not declare orders-elsewhere/);
  });

  it('lets a view that asks for it ride on a feed of its own, and all others on one', () => {
    const { source, schema, fold, partition, owner } = ordersById;
    const together = { source, schema, fold, partition, owner };
    const shared = ['orders', 'orders-beside'].map((name) => declareView({ ...together, name }));
    const views = [ordersByCustomer, ...shared];
    const { feeds } = run(system({ ...orders, views }), overMemory());
    expect(feeds.map(({ name, subscribers }) => [name, subscribers.map((each) => each.name)])).toEqual([
      ['views', ['orders', 'orders-beside']],
      ['view-orders-by-customer', ['orders-by-customer']],
      ['publishing', ['publishing']],
      ['archive', ['archive']],
      ['maintenance', ['erasure']],
    ]);
  });
});

describe('a declared system', () => {
  it('names what two modules claim both', () => {
    expect(() => system(orders, orders)).toThrow(
      /Declared twice: category order, subscriber orders, subscriber orders-by-customer, contract shop/,
    );
  });
});
