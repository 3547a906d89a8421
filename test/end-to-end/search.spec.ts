import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, request } from './client.ts';
import { startSystem, type RunningSystem } from './running-system.ts';

type Headers = Readonly<Record<string, string>>;
interface Found {
  readonly items: readonly {
    readonly kind: string;
    readonly id: string;
    readonly title: string;
    readonly highlights: readonly { readonly text: string; readonly isHit: boolean }[];
  }[];
  readonly continuation: string | null;
}

let system: RunningSystem;
let clerk: Headers;
let ada: Headers;
let bob: Headers;

const send = async (path: string, body: object, headers = clerk) => {
  const { status } = await request(`${system.url()}/api/${path}`, { body, headers });
  expect({ path, isDone: status < 300 }).toEqual({ path, isDone: true });
};
const order = (customerId: string, productId: string, name: string) => ({
  customerId,
  currency: 'EUR',
  lines: [{ sku: productId, name, unitPrice: 1_800, quantity: 1, productId }],
});
const search = (query: string, headers = clerk) => request(`${system.url()}/api/search?${query}`, { headers });
const found = async (query: string, headers = clerk): Promise<readonly string[]> => {
  const { status, body } = await search(query, headers);
  expect([query, status]).toEqual([query, 200]);
  return (body as Found).items.map(({ kind, id }) => `${kind} ${id}`);
};
const eventuallyFound = (query: string, ids: readonly string[]) =>
  eventually(
    () => found(query),
    (now) => now.toSorted().join() === ids.toSorted().join(),
  );

beforeAll(async () => {
  system = await startSystem();
  [clerk, ada, bob] = await Promise.all([
    system.as('carol', 'clerk'),
    system.as('ada', 'customer'),
    system.as('bob', 'customer'),
  ]);
  await send('products/p1/add', { name: 'Chai', category: 'Beverages', currency: 'EUR', unitPrice: 1_800 });
  await send('products/p2/add', { name: 'Chai latte mix', category: 'Beverages', currency: 'EUR', unitPrice: 900 });
  await send('orders/o1/place', order('ada', 'p1', 'Chai'));
  await send('orders/o2/place', order('bob', 'p1', 'Chai'));
  await eventuallyFound('q=chai', ['product p1', 'product p2', 'order o1', 'order o2']);
});
afterAll(() => system.stop());

describe('The search', () => {
  it('finds products and orders, best first, and says where', async () => {
    const { body } = await search('q=chai&kind=product');
    expect((body as Found).items).toMatchObject([
      { kind: 'product', id: 'p1', title: 'Chai', highlights: [{ text: 'Chai', isHit: true }] },
      { kind: 'product', id: 'p2', title: 'Chai latte mix' },
    ]);
  });

  it('shows a customer products and its own orders, and nothing of others', async () => {
    expect((await found('q=chai', ada)).toSorted()).toEqual(['order o1', 'product p1', 'product p2']);
    expect(await found('q=chai&kind=order', bob)).toEqual(['order o2']);
    expect(await found('q=chai&kind=order&customerId=ada', bob)).toEqual([]);
    expect((await found('q=chai&kind=order&customerId=ada')).length).toBe(1);
  });

  it('goes on page by page', async () => {
    const first = (await search('q=chai&limit=3')).body as Found;
    const second = (await search(`q=chai&limit=3&continuation=${first.continuation ?? ''}`)).body as Found;
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(4);
    expect(second.continuation).toBeNull();
    expect((await search(`q=tofu&continuation=${first.continuation ?? ''}`)).status).toBe(400);
  });

  it.each([
    ['', 'is missing'],
    ['q=', 'must not be empty'],
    ['q=%20%22*', 'must have a letter or a digit: only words are searched for'],
    [`q=${'a'.repeat(201)}`, 'must have at most 200 characters'],
  ])('says what is wrong with %s', async (query, detail) => {
    const { status, body } = await search(query);
    expect([status, body]).toMatchObject([400, { errors: expect.arrayContaining([{ path: 'q', detail }]) }]);
  });

  it('takes operators for words', async () => {
    expect(await found(`q=${encodeURIComponent('") OR (1=1')}`)).toEqual([]);
  });

  it('finds a renamed product in the orders that name it, and none that is discontinued', async () => {
    await send('products/p1/rename', { name: 'Masala' });
    await eventuallyFound('q=masala', ['product p1', 'order o1', 'order o2']);
    await send('products/p1/discontinue', {});
    await eventuallyFound('q=masala', ['order o1', 'order o2']);
  });
});
