import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import { cartsById } from '../../../domain/cart/index.ts';
import { clerk } from '../../support/readers.ts';
import { ada } from '../customer/customer-examples.ts';
import { openShop } from '../open-shop.ts';
import { tea } from './cart-examples.ts';

/** The shop, with tea in it, of which no view knows before `follow`. */
const openTeaShop = async () => {
  const shop = openShop();
  const { name, category, currency, unitPrice } = tea;
  await shop.product('tea', { type: 'AddProduct', data: { name, category, currency, unitPrice } });
  return {
    ...shop,
    changePrice: (to: number) => shop.product('tea', { type: 'ChangeProductPrice', data: { unitPrice: to } }),
    register: () => shop.customer('bob', { type: 'RegisterCustomer', data: ada }),
    erase: () => shop.customer('bob', { type: 'EraseCustomer', data: {} }),
    inCart: (command: Parameters<typeof shop.cart>[1]) => shop.cart('1', command),
    readBy: (work: () => Promise<unknown>) => shop.readBy('cart-1', work),
  };
};

const add = { type: 'AddCartItem', data: { customerId: 'bob', productId: 'tea', quantity: 5 } } as const;
const change = { type: 'ChangeCartItemQuantity', data: { productId: 'tea', quantity: 6 } } as const;
const checkOutAt = (unitPrice: number) => ({
  type: 'CheckOutCart' as const,
  data: { items: [{ productId: 'tea', quantity: 5, unitPrice }] },
});
const accepted = { outcome: 'accepted' };
const refusedBy = (type: string) => ({ outcome: 'rejected', rejection: { type } });

describe('What a decision knows of others', () => {
  it('is one point read for each fact, and nothing for commands that need none', async () => {
    const { inCart, register, follow, readBy } = await openTeaShop();
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
    const { inCart, register } = await openTeaShop();
    expect(await inCart(add)).toMatchObject(accepted);
    expect(await inCart(checkOutAt(450))).toMatchObject(refusedBy('BuyerNotRegistered'));
    await register();
    expect(await inCart(checkOutAt(450))).toMatchObject(accepted);
  });

  it('is read again in the stream before a refusal: a late view refuses nobody', async () => {
    const { inCart, register, follow, changePrice, readBy } = await openTeaShop();
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
    const { inCart, register, follow, changePrice, erase } = await openTeaShop();
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
    const { inCart, goAway, eventsOf } = await openTeaShop();
    goAway('views');
    await expect(inCart(add)).rejects.toThrow(StoreUnavailable);
    expect(await eventsOf('cart-1')).toEqual([]);
  });

  it('is not told of a cart that the sender does not reach', async () => {
    const { inCart, cart, readBy } = await openTeaShop();
    await inCart(add);
    const eve = { ownerId: 'eve' };
    expect(
      await readBy(async () => expect(await cart('1', checkOutAt(450), eve)).toMatchObject(refusedBy('CartNotBegun'))),
    ).toEqual([]);
    expect(await cart('1', add, eve)).toEqual({ outcome: 'not-own' });
  });

  it('lets one of twenty check-outs at once through, in one commit, and tells all of the same order', async () => {
    const shop = await openTeaShop();
    const { inCart, register, follow, newProcess, eventsOf, readerOf } = shop;
    await register();
    await inCart(add);
    const processes = [shop, newProcess(), newProcess()];
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (processes[n % 3] ?? shop).cart('1', checkOutAt(450))),
    );
    for (const outcome of outcomes) expect(outcome).toMatchObject({ ...accepted, version: 2 });
    expect(await eventsOf('cart-1')).toHaveLength(2);
    await follow();
    expect(await readerOf(cartsById).for(clerk).read({ id: '1', partition: '1' })).toMatchObject({
      view: { status: 'checked-out', orderId: 'cart-1', total: 2250 },
    });
  });
});
