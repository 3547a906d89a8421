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
  ] as const)('is cancelled with a reason that its customer understands: %s', async (obstacle, reason) => {
    const shop = shopWithProcesses();
    await confirmOrder(shop, obstacle);
    await shop.newHost().work();
    expect(await expectEnded(shop)).toBe('compensated');
    expect(reasonIn(shop)).toEqual({ reason });
  });

  it('waits for money that the account lacks, is cancelled after its time, and its stock is free again', async () => {
    const shop = shopWithProcesses();
    await confirmOrder(shop, 'too little money');
    const host = shop.newHost();
    await host.work();
    expect(booksOf(shop.commits()).at(-1)).toMatchObject({ taken: 0, setAside: 6 });
    for (let hour = 1; hour < 24; hour += 1) {
      shop.pass('PT1H');
      await host.fire();
      expect(await shop.statusOf('fulfilment', '1')).toBe('running');
    }
    shop.pass('PT61M');
    await host.fire();
    expect(await expectEnded(shop)).toBe('compensated');
    expect(reasonIn(shop)).toEqual({ reason: 'There was not enough money on the account for 24 hours.' });
  });

  it('is fulfilled within an hour of the moment at which the money is there', async () => {
    const shop = shopWithProcesses();
    await confirmOrder(shop, 'too little money');
    const host = shop.newHost();
    await host.work();
    shop.pass('PT61M');
    await host.fire();
    const data = { reference: 'birthday', currency: 'EUR', amount: 1 };
    await shop.people.account('savings', { type: 'DepositToAccount', data });
    shop.pass('PT59M');
    await host.fire();
    expect(await shop.statusOf('fulfilment', '1')).toBe('running');
    shop.pass('PT2M');
    await host.fire();
    expect(await expectEnded(shop)).toBe('completed');
  });

  it('is fulfilled with money that came in the last hour', async () => {
    const shop = shopWithProcesses();
    await confirmOrder(shop, 'too little money');
    const host = shop.newHost();
    await host.work();
    const data = { reference: 'birthday', currency: 'EUR', amount: 1 };
    await shop.people.account('savings', { type: 'DepositToAccount', data });
    shop.pass('PT25H');
    await host.fire();
    expect(await expectEnded(shop)).toBe('completed');
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
