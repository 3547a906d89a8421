import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../end-to-end/client.ts';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';
import { clerkOf } from './clerk.ts';

const carts = ['1', '2', '3', '4', '5', '6'];
const [currency, customerId] = ['EUR', 'bob'];
const tea = { productId: 'tea', quantity: 5 };

let system: RunningSystem;
let clerk: Awaited<ReturnType<typeof clerkOf>>;

beforeAll(async () => {
  system = await startSystem();
  clerk = await clerkOf(system);
  await clerk.send('customers/bob/register', { name: 'Bob', email: 'bob@example.org' });
  await clerk.send('products/tea/add', { name: 'Earl Grey', category: 'Beverages', currency, unitPrice: 450 });
});
afterAll(() => system.stop());

const checkOut = async (cart: string): Promise<void> => {
  await clerk.send(`carts/${cart}/add-item`, { customerId, ...tea });
  await clerk.send(`carts/${cart}/check-out`, { items: [{ ...tea, unitPrice: 450 }] });
};

it('Every cart that is checked out becomes one order, although the host is killed right after the answer', async () => {
  for (const cart of carts) {
    await checkOut(cart);
    // The host dies after every second one, which its customer then repeats, not having seen the answer.
    if (Number(cart) % 2 === 1) continue;
    await system.killAndRestart();
    await clerk.send(`carts/${cart}/check-out`, { items: [{ ...tea, unitPrice: 450 }] });
  }
  for (const cart of carts)
    await eventually(
      () => clerk.eventsOf(`orders/cart-${cart}`),
      (events) => events.length > 0,
    );
  await system.killAndRestart();
  for (const cart of carts) {
    expect(await clerk.eventsOf(`orders/cart-${cart}`)).toEqual(['OrderPlaced']);
    expect(await clerk.eventsOf(`carts/${cart}`)).toEqual(['CartItemAdded', 'CartCheckedOut']);
  }
});

it('A cart whose order id is taken says so once, although the host is killed right after the answer', async () => {
  const line = { sku: 'gift', name: 'Gift', unitPrice: 1, quantity: 1 };
  await clerk.send('orders/cart-taken/place', { customerId: 'dora', currency, lines: [line] });
  await checkOut('taken');
  await system.killAndRestart();
  const happened = ['CartItemAdded', 'CartCheckedOut', 'CartCheckOutFailed'];
  await eventually(
    () => clerk.eventsOf('carts/taken'),
    (events) => events.length >= happened.length,
  );
  await system.killAndRestart();
  expect(await clerk.eventsOf('carts/taken')).toEqual(happened);
  expect(await clerk.eventsOf('orders/cart-taken')).toEqual(['OrderPlaced']);
});
