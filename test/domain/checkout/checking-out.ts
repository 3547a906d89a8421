import { expect } from 'vitest';
import { streamIdOf } from '../../../application/streams/commit.ts';
import { countsOf } from '../books.ts';
import type { ShopWithProcesses } from '../shop-with-processes.ts';

/** What stands in the way of the order that Bob's cart becomes; `nothing`: it is placed. */
export const obstacles = ['nothing', 'another order'] as const;

/** What stands in the way of the order. */
export type Obstacle = (typeof obstacles)[number];

const [currency, customerId] = ['EUR', 'bob'];

const items = [
  { productId: 'tea', quantity: 5, unitPrice: 450 },
  { productId: 'cake', quantity: 1, unitPrice: 1290 },
];

const linesOf = (category: string) =>
  items.map((item) => ({ ...item, sku: item.productId, name: item.productId, category, discountPercent: 0 }));

/** Checks out Bob's cart of five teas and a cake. */
export const checkOutCart = async ({ people }: ShopWithProcesses, obstacle: Obstacle): Promise<void> => {
  await people.customer(customerId, { type: 'RegisterCustomer', data: { name: 'Bob', email: 'bob@example.com' } });
  for (const { productId, quantity, unitPrice } of items) {
    const data = { name: productId, category: 'Food', currency, unitPrice };
    await people.product(productId, { type: 'AddProduct', data });
    await people.cart('1', { type: 'AddCartItem', data: { customerId, productId, quantity } });
  }
  if (obstacle === 'another order')
    await people.order('cart-1', {
      type: 'PlaceOrder',
      data: { customerId: 'eve', currency, lines: linesOf('Gifts').slice(1) },
    });
  const checkedOut = await people.cart('1', { type: 'CheckOutCart', data: { items } });
  expect(checkedOut.outcome).toBe('accepted');
};

/** Whatever has happened on the way: in the end there is one order, or the cart says why there is none, and nothing happened twice. */
export const expectEnded = async (shop: ShopWithProcesses): Promise<'completed' | 'compensated'> => {
  const commits = shop.commits();
  const status = await shop.statusOf('checkout', '1');
  expect(countsOf(commits, ['checkout', 'product', 'customer'])).toEqual({
    'cart-1 CartItemAdded': 2,
    'cart-1 CartCheckedOut': 1,
    'order-cart-1 OrderPlaced': 1,
    ...(status === 'compensated' && { 'cart-1 CartCheckOutFailed': 1 }),
  });
  const order = commits.find(({ streamId }) => streamId === streamIdOf('order', 'cart-1'))?.events[0]?.data;
  if (status === 'completed') {
    expect(order).toMatchObject({ customerId, currency, lines: linesOf('Food') });
    return status;
  }
  expect(order).toMatchObject({ customerId: 'eve' });
  expect(status).toBe('compensated');
  return 'compensated';
};
