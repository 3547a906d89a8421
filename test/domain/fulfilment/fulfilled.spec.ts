import { describe, expect, it } from 'vitest';
import { booksOf, countsOf } from '../books.ts';
import { shopWithProcesses } from '../shop-with-processes.ts';
import { confirmOrder, expectEnded } from './ordering.ts';

const reasonIn = (shop: ReturnType<typeof shopWithProcesses>) =>
  shop
    .commits()
    .flatMap(({ events }) => events)
    .find(({ type }) => type === 'OrderCancelled')?.data;

describe('An order that an account pays', () => {
  it('is paid, shipped and handed over by itself', async () => {
    const shop = shopWithProcesses();
    await confirmOrder(shop, 'nothing');
    await shop.newHost().work();
    expect(await expectEnded(shop)).toBe('completed');
  });

  it.each([
    ['no cake', 'Victoria sponge is sold out.'],
    ['too little tea', 'Only 4 of Earl Grey are left.'],
    ['too little money', 'There is not enough money on the account.'],
  ] as const)('is cancelled with a reason that its customer understands: %s', async (obstacle, reason) => {
    const shop = shopWithProcesses();
    await confirmOrder(shop, obstacle);
    await shop.newHost().work();
    expect(await expectEnded(shop)).toBe('compensated');
    expect(reasonIn(shop)).toEqual({ reason });
  });

  it('is cancelled when something else is set aside in its name already, which stays as it is', async () => {
    const shop = shopWithProcesses();
    await confirmOrder(shop, 'nothing');
    await shop.people.product('sponge', { type: 'ReserveStock', data: { holder: '1', quantity: 2 } });
    await shop.newHost().work();
    expect(await shop.statusOf('fulfilment', '1')).toBe('compensated');
    expect(reasonIn(shop)).toEqual({ reason: 'Victoria sponge could not be set aside.' });
    expect(booksOf(shop.commits()).at(-1)).toMatchObject({ taken: 0, setAside: 2 });
  });
});

describe('An order that is confirmed without an account', () => {
  it('is left to people, who pay and ship it by hand', async () => {
    const shop = shopWithProcesses();
    const line = { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 1 };
    await shop.people.order('1', {
      type: 'PlaceOrder',
      data: { customerId: 'bob', currency: 'EUR', lines: [{ ...line, discountPercent: 0 }] },
    });
    for (const type of ['ConfirmOrder', 'PayOrder', 'ShipOrder'] as const)
      expect(await shop.people.order('1', { type, data: {} })).toMatchObject({ outcome: 'accepted' });
    await shop.newHost().work();
    expect(await shop.statusOf('fulfilment', '1')).toBeUndefined();
    expect(countsOf(shop.commits(), [])).toEqual({
      'order-1 OrderPlaced': 1,
      'order-1 OrderConfirmed': 1,
      'order-1 OrderPaid': 1,
      'order-1 OrderShipped': 1,
    });
  });
});
