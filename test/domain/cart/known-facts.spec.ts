import { describe, expect, it } from 'vitest';
import type { Reach } from '../../../application/callers/reach.ts';
import { run } from '../../../application/system/run.ts';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import { cart, cartsById, type CartCommand } from '../../../domain/cart/index.ts';
import { customer } from '../../../domain/customer/index.ts';
import { product, type ProductCommand } from '../../../domain/product/index.ts';
import { shop as declaredShop } from '../../../domain/shop.ts';
import { asBob, specTime as at } from '../../support/as-bob.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { clerk } from '../../support/readers.ts';
import { ada } from '../customer/customer-examples.ts';
import { tea } from './cart-examples.ts';

/** The shop over memory, with tea and Bob in it, of which no view knows before `follow`. */
const openShop = async () => {
  const { capabilities } = memoryCapabilities(() => at);
  const reads: string[] = [];
  let isDown = false;
  const counted = {
    ...capabilities,
    eventStore: {
      ...capabilities.eventStore,
      read: (...asked: Parameters<typeof capabilities.eventStore.read>) => {
        reads.push(`stream ${asked[0]}`);
        return capabilities.eventStore.read(...asked);
      },
    },
    readModel: ((view) => {
      const inner = capabilities.readModel(view);
      return {
        ...inner,
        find: (key) => {
          reads.push(`view ${view.name} ${key.id}`);
          if (isDown) throw new StoreUnavailable('away');
          return inner.find(key);
        },
      };
    }) satisfies typeof capabilities.readModel,
  };
  const system = run(declaredShop, counted);
  let sent = 0;
  const provenance = () => asBob(`command-${(sent += 1)}`);
  const inCart = (command: AskedOfCart, reach: Reach = 'all', process = system) => {
    const request = { entityId: '1', command: { ...command, at } as CartCommand, reach, provenance: provenance() };
    return process.handlerOf(cart)(request);
  };
  const ofProduct = (command: Pick<ProductCommand, 'type' | 'data'>) => {
    const request = { entityId: 'tea', command: { ...command, at } as ProductCommand, provenance: provenance() };
    return system.handlerOf(product)({ ...request, reach: 'all' });
  };
  const register = () =>
    system.handlerOf(customer)({
      entityId: 'bob',
      command: { type: 'RegisterCustomer', data: ada, at },
      reach: 'all',
      provenance: provenance(),
    });
  const erase = () =>
    system.handlerOf(customer)({
      entityId: 'bob',
      command: { type: 'EraseCustomer', data: {}, at },
      reach: 'all',
      provenance: provenance(),
    });
  const { name, category, currency, unitPrice } = tea;
  await ofProduct({ type: 'AddProduct', data: { name, category, currency, unitPrice } });
  const changePrice = (to: number) => ofProduct({ type: 'ChangeProductPrice', data: { unitPrice: to } });
  const follow = async () => {
    for (const subscriber of system.subscribers) await subscriber.deliver(capabilities.eventStore.feed());
  };
  return {
    ...{ system, inCart, changePrice, register, erase, follow },
    anotherProcess: () => run(declaredShop, counted),
    goDown: () => void (isDown = true),
    /** What was read of others during the work. */
    readBy: async (work: () => Promise<unknown>) => {
      reads.length = 0;
      await work();
      return reads.filter((each) => !each.endsWith('cart-1'));
    },
    commits: () => capabilities.eventStore.read('cart-1'),
  };
};

type AskedOfCart = Pick<CartCommand, 'type' | 'data'>;

const add = { type: 'AddCartItem', data: { customerId: 'bob', productId: 'tea', quantity: 5 } } as const;
const change = { type: 'ChangeCartItemQuantity', data: { productId: 'tea', quantity: 6 } } as const;
const checkOutAt = (unitPrice: number): AskedOfCart => ({
  type: 'CheckOutCart',
  data: { items: [{ productId: 'tea', quantity: 5, unitPrice }] },
});
const accepted = { outcome: 'accepted' };
const refusedBy = (type: string) => ({ outcome: 'rejected', rejection: { type } });

describe('What a decision knows of others', () => {
  it('is one point read for each fact, and nothing for commands that need none', async () => {
    const { inCart, register, follow, readBy } = await openShop();
    await register();
    await follow();
    expect(await readBy(() => inCart(add))).toEqual(['view products tea']);
    expect(await readBy(() => inCart(add))).toEqual([]);
    expect(await readBy(() => inCart(change))).toEqual([]);
    expect(await readBy(() => inCart({ ...change, data: { productId: 'tea', quantity: 5 } }))).toEqual([]);
    expect(await readBy(() => inCart(checkOutAt(450)))).toEqual(['view customers bob', 'view products tea']);
    expect(await readBy(() => inCart(checkOutAt(450)))).toEqual([]);
  });

  it('is read in the stream where the view has no document: who has just registered is not refused', async () => {
    const { inCart, register } = await openShop();
    expect(await inCart(add)).toMatchObject(accepted);
    expect(await inCart(checkOutAt(450))).toMatchObject(refusedBy('BuyerNotRegistered'));
    await register();
    expect(await inCart(checkOutAt(450))).toMatchObject(accepted);
  });

  it('is read again in the stream before a refusal: a late view refuses nobody', async () => {
    const { inCart, register, follow, changePrice, readBy } = await openShop();
    await register();
    await follow();
    await inCart(add);
    await changePrice(500);
    expect(await readBy(() => inCart(checkOutAt(500)))).toEqual([
      ...['view customers bob', 'view products tea'],
      ...['stream customer-bob', 'stream product-tea'],
    ]);
    expect(await inCart(checkOutAt(500))).toMatchObject(accepted);
  });

  it('says why in a refusal, by the streams', async () => {
    const { inCart, register, follow, changePrice, erase } = await openShop();
    await register();
    await inCart(add);
    await changePrice(500);
    await follow();
    const changes = [{ productId: 'tea', from: 450, to: 500 }];
    expect(await inCart(checkOutAt(450))).toMatchObject({ rejection: { type: 'OffersChanged', changes } });
    await changePrice(550);
    await follow();
    expect(await inCart(checkOutAt(500))).toMatchObject({
      rejection: { type: 'OffersChanged', changes: [{ productId: 'tea', from: 500, to: 550 }] },
    });
    await erase();
    await follow();
    expect(await inCart(checkOutAt(550))).toMatchObject(refusedBy('BuyerErased'));
  });

  it('is not there while its view cannot be read: the command fails, and nothing is stored', async () => {
    const { inCart, goDown, commits } = await openShop();
    goDown();
    await expect(inCart(add)).rejects.toThrow(StoreUnavailable);
    expect(await commits()).toEqual([]);
  });

  it('is not told of a cart that the sender does not reach', async () => {
    const { inCart, readBy } = await openShop();
    await inCart(add);
    const eve = { ownerId: 'eve' };
    expect(
      await readBy(async () => expect(await inCart(checkOutAt(450), eve)).toMatchObject(refusedBy('CartNotBegun'))),
    ).toEqual([]);
    expect(await inCart(add, eve)).toEqual({ outcome: 'not-own' });
  });

  it('lets one of twenty check-outs at once through, in one commit, and tells all of the same order', async () => {
    const { inCart, register, follow, anotherProcess, commits, system } = await openShop();
    await register();
    await inCart(add);
    const processes = [system, anotherProcess(), anotherProcess()];
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, n) => inCart(checkOutAt(450), 'all', processes[n % 3])),
    );
    for (const outcome of outcomes) expect(outcome).toMatchObject({ ...accepted, version: 2 });
    expect(await commits()).toHaveLength(2);
    await follow();
    expect(await system.readerOf(cartsById).for(clerk).read({ id: '1', partition: '1' })).toMatchObject({
      view: { status: 'checked-out', orderId: 'cart-1', total: 2250 },
    });
  });
});
