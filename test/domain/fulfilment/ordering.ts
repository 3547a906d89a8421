import { expect } from 'vitest';
import { booksOf, countsOf, wrongIn } from '../books.ts';
import type { ShopWithProcesses } from '../shop-with-processes.ts';

/** What stands in the way of Bob's order of five teas and a cake; `nothing`: it is fulfilled. */
export const obstacles = ['nothing', 'no cake', 'too little tea', 'too little money'] as const;

/** What stands in the way of the order. */
export type Obstacle = (typeof obstacles)[number];

const lines = [
  { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 5, discountPercent: 0, productId: 'earl-grey' },
  { sku: 'cake', name: 'Victoria sponge', unitPrice: 1290, quantity: 1, discountPercent: 10, productId: 'sponge' },
];

const currency = 'EUR';

/** Stocks the shop, opens the account, places the order and confirms it. */
export const confirmOrder = async ({ people }: ShopWithProcesses, obstacle: Obstacle): Promise<void> => {
  const offer = async (id: string, quantity: number) => {
    const offered = { name: id, category: 'Food', currency, unitPrice: 450 };
    await people.product(id, { type: 'AddProduct', data: offered });
    if (quantity > 0) await people.product(id, { type: 'ReceiveStock', data: { quantity } });
  };
  await offer('earl-grey', obstacle === 'too little tea' ? 4 : 5);
  await offer('sponge', obstacle === 'no cake' ? 0 : 3);
  await people.account('savings', { type: 'OpenAccount', data: { customerId: 'bob', currency } });
  const amount = obstacle === 'too little money' ? 3410 : 3411;
  await people.account('savings', { type: 'DepositToAccount', data: { reference: 'wages', currency, amount } });
  await people.order('1', { type: 'PlaceOrder', data: { customerId: 'bob', currency, lines } });
  const confirmed = await people.order('1', { type: 'ConfirmOrder', data: { accountId: 'savings' } });
  expect(confirmed.outcome).toBe('accepted');
};

/** Whatever has happened on the way: money and goods are all there at every moment, and in the end the order has both or neither. */
export const expectEnded = async (shop: ShopWithProcesses): Promise<'completed' | 'compensated'> => {
  const pages = booksOf(shop.commits());
  expect(wrongIn(pages)).toEqual([]);
  const status = await shop.statusOf('fulfilment', '1');
  const counts = countsOf(shop.commits(), ['fulfilment', 'transfer']);
  expect(pages.at(-1)).toMatchObject(
    status === 'completed' ? { taken: 3411, setAside: 0, shipped: 6 } : { taken: 0, setAside: 0, shipped: 0 },
  );
  if (status === 'completed') {
    expect(counts).toMatchObject({
      'order-1 OrderPaid': 1,
      'order-1 OrderShipped': 1,
      'account-savings AccountCharged': 1,
    });
    expect(counts).not.toHaveProperty(['order-1 OrderCancelled']);
    return status;
  }
  expect(status).toBe('compensated');
  expect(counts).toMatchObject({ 'order-1 OrderCancelled': 1 });
  expect(counts).not.toHaveProperty(['order-1 OrderShipped']);
  return 'compensated';
};

/** Nothing but what people pay in happened more than once to any stream. */
export const expectNothingTwice = (shop: ShopWithProcesses): void => {
  const counts = countsOf(shop.commits(), ['fulfilment', 'transfer']);
  expect(Object.entries(counts).filter(([each, count]) => count > 1 && !each.endsWith(' DepositedToAccount'))).toEqual(
    [],
  );
};
