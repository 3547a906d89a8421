import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, request } from './client.ts';
import { startSystem, type RunningSystem } from './running-system.ts';

type Headers = Readonly<Record<string, string>>;

let system: RunningSystem;
let bob: Headers;
let clerk: Headers;

const ask = async (path: string) => request(`${system.url()}/api/${path}`, { headers: bob });
const send = (path: string, body: unknown, headers = bob) => request(`${system.url()}/api/${path}`, { body, headers });
const done = async (path: string, body: unknown, headers = bob): Promise<void> => {
  const { status, body: answer } = await send(path, body, headers);
  expect([200, 201], JSON.stringify(answer)).toContain(status);
};

const [currency, customerId] = ['EUR', 'bob'];
const items = [
  { productId: 'tea', quantity: 5, unitPrice: 450 },
  { productId: 'cake', quantity: 1, unitPrice: 1290 },
];

beforeAll(async () => {
  system = await startSystem();
  [bob, clerk] = await Promise.all([system.as('bob', 'customer'), system.as('carol', 'clerk')]);
  await done('customers/bob/register', { name: 'Bob', email: 'bob@example.org' }, clerk);
  for (const { productId, unitPrice } of items) {
    const product = { name: productId, category: 'Food', currency, unitPrice };
    await done(`products/${productId}/add`, product, clerk);
  }
});
afterAll(() => system.stop());

const fill = async (cart: string): Promise<void> => {
  for (const { productId, quantity } of items)
    await done(`carts/${cart}/add-item`, { customerId, productId, quantity });
};

const orderOf = async (cart: string) => {
  const { body } = await eventually(
    () => ask(`carts/${cart}?minVersion=3`),
    ({ status }) => status === 200,
  );
  const { orderId } = body as { orderId: string };
  const placed = await eventually(
    () => ask(`orders/${orderId}`),
    ({ status }) => status === 200,
  );
  return { orderId, order: placed.body };
};

interface Entries {
  readonly entries: readonly { readonly type: string; readonly actor: string; readonly at: string }[];
}

const historyOf = async (entity: string) => ((await ask(`${entity}/history`)).body as Entries).entries;

describe('A cart that is checked out', () => {
  it('becomes the order that it names, with its lines, its prices and the moment of the check-out', async () => {
    await fill('1');
    await done('carts/1/check-out', { items, country: 'France' });
    const { orderId, order } = await orderOf('1');
    const checkedOut = (await historyOf('carts/1')).at(-1);
    expect(order).toMatchObject({
      customerId,
      status: 'placed',
      country: 'France',
      placedAt: checkedOut?.at,
      net: 3540,
      lines: items.map((item) => ({ ...item, sku: item.productId })),
    });
    const placed = await historyOf(`orders/${orderId}`);
    expect(placed.map(({ type, actor }) => [type, actor])).toEqual([['OrderPlaced', 'process:checkout']]);
  });

  it('becomes one order, however many check it out at once and again', async () => {
    await fill('2');
    const checkOut = () => send('carts/2/check-out', { items });
    const answers = await Promise.all(Array.from({ length: 8 }, checkOut));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const { orderId } = await orderOf('2');
    await done('carts/2/check-out', { items });
    expect((await historyOf('carts/2')).map(({ type }) => type)).toEqual([
      'CartItemAdded',
      'CartItemAdded',
      'CartCheckedOut',
    ]);
    expect(await historyOf(`orders/${orderId}`)).toHaveLength(1);
    const listed = await eventually(
      () => ask('orders?customerId=bob'),
      ({ body }) => (body as { items: unknown[] }).items.length >= 2,
    );
    expect((listed.body as { items: unknown[] }).items).toHaveLength(2);
  });
});
