import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, request } from '../end-to-end/client.ts';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';

type Headers = Readonly<Record<string, string>>;

const carts = ['1', '2', '3', '4', '5', '6'];
const [currency, customerId] = ['EUR', 'bob'];
const tea = { productId: 'tea', quantity: 5 };

let system: RunningSystem;
let clerk: Headers;

beforeAll(async () => {
  system = await startSystem();
  clerk = await system.as('carol', 'clerk');
});
afterAll(() => system.stop());

const send = async (path: string, body: unknown): Promise<void> => {
  const { status, body: answer } = await request(`${system.url()}/api/${path}`, { body, headers: clerk });
  expect([200, 201], JSON.stringify(answer)).toContain(status);
};
/** From the history, which is never late. */
const eventsOf = async (entity: string): Promise<readonly string[]> => {
  const { status, body } = await request(`${system.url()}/api/${entity}/history`, { headers: clerk });
  return status === 200 ? (body as { entries: { type: string }[] }).entries.map(({ type }) => type) : [];
};

it('Every cart that is checked out becomes one order, although the host is killed right after the answer', async () => {
  await send('customers/bob/register', { name: 'Bob', email: 'bob@example.org' });
  await send('products/tea/add', { name: 'Earl Grey', category: 'Beverages', currency, unitPrice: 450 });
  for (const cart of carts) {
    await send(`carts/${cart}/add-item`, { customerId, ...tea });
    await send(`carts/${cart}/check-out`, { items: [{ ...tea, unitPrice: 450 }] });
    // The host dies after every second one, which its customer then repeats, not having seen the answer.
    if (Number(cart) % 2 === 1) continue;
    await system.killAndRestart();
    await send(`carts/${cart}/check-out`, { items: [{ ...tea, unitPrice: 450 }] });
  }
  for (const cart of carts)
    await eventually(
      () => eventsOf(`orders/cart-${cart}`),
      (events) => events.length > 0,
    );
  await system.killAndRestart();
  for (const cart of carts) {
    expect(await eventsOf(`orders/cart-${cart}`)).toEqual(['OrderPlaced']);
    expect(await eventsOf(`carts/${cart}`)).toEqual(['CartItemAdded', 'CartCheckedOut']);
  }
});
