import { describe, expect, it } from 'vitest';
import { buyer, type Buyer } from '../../../domain/buyer.ts';
import { order } from '../../../domain/order/index.ts';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import { knowing, withoutFacts } from '../../support/decision-context.ts';
import { scenarios } from '../../support/scenario.ts';
import { ada } from '../customer/customer-examples.ts';
import { openShop } from '../open-shop.ts';
import { placed, placement } from './order-examples.ts';

const place = { type: 'PlaceOrder', data: placement } as const;
const own = { ownerId: 'bob' };

/** What is decided for one who reaches the own orders alone, and is known as this. */
const byBob = (known: Buyer | undefined, entityId = '1') =>
  scenarios(order, { ...knowing({ kind: buyer, entityId: 'bob', fact: known }), entityId, reach: own });

describe('A customer who places an order', () => {
  it('is registered', () => {
    byBob({ status: 'registered' }).given().when(place).then(placed);
    byBob(undefined).given().when(place).thenRejected({ type: 'BuyerNotRegistered' });
  });

  it('is not erased', () => byBob({ status: 'erased' }).given().when(place).thenRejected({ type: 'BuyerErased' }));

  it.each(['cart-1', 'cart-', 'cart-cart-1'])('leaves the id %s to the cart whose order will have it', (entityId) =>
    byBob({ status: 'registered' }, entityId).given().when(place).thenRejected({ type: 'OrderIdOfCart' }),
  );

  it.each(['cart', 'cartload-1', 'my-cart-1', 'Cart-1'])('may take the id %s, which no cart becomes', (entityId) =>
    byBob({ status: 'registered' }, entityId).given().when(place).then(placed),
  );

  it('repeats what is placed, also once nobody is known under that name', () =>
    byBob(undefined).given(placed).when(place).thenNothing());
});

it('who reaches the orders of all places them for anybody, under any id', () => {
  for (const entityId of ['1', 'cart-1'])
    scenarios(order, { ...withoutFacts, entityId })
      .given()
      .when(place)
      .then(placed);
});

const registered = { type: 'RegisterCustomer', data: ada } as const;
const accepted = { outcome: 'accepted', version: 1 };
const refusedBy = (type: string) => ({ outcome: 'rejected', rejection: { type } });

describe('In the shop', () => {
  it('a placement reads one document, and is done at once by who has registered just now', async () => {
    const shop = openShop();
    const readBy = (id: string) => shop.readBy(`order-${id}`, () => shop.order(id, place, own));
    await shop.customer('bob', registered);
    expect(await readBy('1')).toEqual(['view customers bob', 'stream customer-bob']);
    await shop.follow();
    expect(await readBy('2')).toEqual(['view customers bob']);
    expect(await readBy('2')).toEqual([]);
    expect([...(await shop.eventsOf('order-1')), ...(await shop.eventsOf('order-2'))]).toEqual([
      'OrderPlaced',
      'OrderPlaced',
    ]);
  });

  it('nothing is read for who reaches the orders of all, nor for a later command', async () => {
    const shop = openShop();
    expect(await shop.readBy('order-1', () => shop.order('1', place))).toEqual([]);
    const change = { type: 'ChangeOrderQuantity', data: { sku: 'tea', quantity: 6 } } as const;
    expect(await shop.readBy('order-1', () => shop.order('1', change, own))).toEqual([]);
  });

  it('nobody places who is not registered or was erased, whatever the view says by then of who is', async () => {
    const shop = openShop();
    expect(await shop.order('1', place, own)).toMatchObject(refusedBy('BuyerNotRegistered'));
    await shop.customer('bob', registered);
    expect(await shop.order('1', place, own)).toMatchObject(accepted);
    await shop.customer('bob', { type: 'EraseCustomer', data: {} });
    await shop.follow();
    expect(await shop.order('2', place, own)).toMatchObject(refusedBy('BuyerErased'));
    expect(await shop.eventsOf('order-2')).toEqual([]);
  });

  it('in the name of another nobody places, and learns nothing of them', async () => {
    const shop = openShop();
    await shop.customer('bob', registered);
    await shop.follow();
    const ofEve = (customerId: string) =>
      shop.order('1', { ...place, data: { ...placement, customerId } }, { ownerId: 'eve' });
    for (const customerId of ['bob', 'nobody'])
      expect(
        await shop.readBy('order-1', async () => expect(await ofEve(customerId)).toEqual({ outcome: 'not-own' })),
      ).toEqual([]);
  });

  it('under the id of an order of another, who is not registered is told the same as under a free one', async () => {
    const shop = openShop();
    await shop.order('1', place);
    const ofEve = { ...place, data: { ...placement, customerId: 'eve' } };
    for (const id of ['1', '2'])
      expect(await shop.order(id, ofEve, { ownerId: 'eve' })).toMatchObject(refusedBy('BuyerNotRegistered'));
  });

  it('what cannot be read refuses nobody and lets nobody through: the placement fails, and nothing is stored', async () => {
    for (const [away, isKnown] of [
      ['views', true],
      ['streams', false],
    ] as const) {
      const shop = openShop();
      if (isKnown) await shop.customer('bob', registered);
      await shop.follow();
      shop.goAway(away);
      await expect(shop.order('1', place, own)).rejects.toThrow(StoreUnavailable);
      expect(await shop.eventsOf('order-1')).toEqual([]);
    }
  });

  it('nobody takes the id from a cart: it becomes its order, whatever its customer has tried before', async () => {
    const shop = openShop();
    await shop.customer('bob', registered);
    const offered = { name: 'Earl Grey', category: 'Beverages', currency: 'EUR', unitPrice: 450 };
    await shop.product('tea', { type: 'AddProduct', data: offered });
    await shop.cart('1', { type: 'AddCartItem', data: { customerId: 'bob', productId: 'tea', quantity: 5 } }, own);
    expect(await shop.order('cart-1', place, own)).toMatchObject(refusedBy('OrderIdOfCart'));
    const items = [{ productId: 'tea', quantity: 5, unitPrice: 450 }];
    await shop.cart('1', { type: 'CheckOutCart', data: { items } }, own);
    await shop.follow();
    expect(await shop.eventsOf('order-cart-1')).toEqual(['OrderPlaced']);
  });
});
