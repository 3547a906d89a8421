import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request } from './client.ts';
import { startSystem, type RunningSystem } from './running-system.ts';

type Headers = Readonly<Record<string, string>>;
interface Page {
  readonly items: readonly { readonly productId: string; readonly unitPrice: number; readonly available: number }[];
  readonly continuation: string | null;
}

let system: RunningSystem;
let clerk: Headers;
let bob: Headers;

/** The catalogue: id, name, category, price in cents, and how many came in. */
const goods = [
  ['chai', 'Chai', 'Beverages', 1_800, 39],
  ['chang', 'Chang', 'Beverages', 1_900, 17],
  ['chartreuse', 'Chartreuse verte', 'Beverages', 1_800, 69],
  ['chocolade', 'Chocolade', 'Confections', 1_275, 15],
  ['tofu', 'Tofu', 'Produce', 2_325, 35],
] as const;

beforeAll(async () => {
  system = await startSystem();
  [clerk, bob] = await Promise.all([system.as('carol', 'clerk'), system.as('bob', 'customer')]);
  await Promise.all(
    goods.map(async ([id, name, category, unitPrice, quantity]) => {
      await send(id, 'add', { name, category, currency: 'EUR', unitPrice });
      await send(id, 'receive-stock', { quantity });
      expect((await ask(`/${id}?minVersion=2`)).status).toBe(200);
    }),
  );
});
afterAll(() => system.stop());

const send = (id: string, path: string, body: object) =>
  request(`${system.url()}/api/products/${id}/${path}`, { body, headers: clerk });
const ask = (query: string) => request(`${system.url()}/api/products${query}`, { headers: bob });
const pageOf = async (query: string): Promise<Page> => {
  const { status, body } = await ask(query);
  expect([query, status]).toEqual([query, 200]);
  return body as Page;
};
const idsOf = async (query: string) => (await pageOf(query)).items.map(({ productId }) => productId);

describe('The catalogue', () => {
  it('is open to every customer, by name, whole or in one category', async () => {
    expect(await idsOf('')).toEqual(['chai', 'chang', 'chartreuse', 'chocolade', 'tofu']);
    expect(await idsOf('?category=Beverages&order=desc')).toEqual(['chartreuse', 'chang', 'chai']);
    expect(await idsOf('?namePrefix=CHA')).toEqual(['chai', 'chang', 'chartreuse']);
  });

  it('is ordered by price, between two prices', async () => {
    expect((await idsOf('?sort=price&currency=EUR')).at(0)).toBe('chocolade');
    expect((await idsOf('?sort=price&minPrice=1800&maxPrice=1900')).toSorted()).toEqual([
      'chai',
      'chang',
      'chartreuse',
    ]);
    expect(await idsOf('?sort=price&minPrice=1901')).toEqual(['tofu']);
  });

  it('shows stock as it is reserved and shipped, at the version that the caller has been told of', async () => {
    const reserved = await send('tofu', 'reserve-stock', { holder: 'order-1', quantity: 5 });
    expect(reserved.headers.get('etag')).toBe('"3"');
    const shown = await ask('/tofu?minVersion=3');
    expect(shown).toMatchObject({ status: 200, body: { available: 30, reserved: 5, version: 3 } });
    expect(shown.headers.get('etag')).toBe('"3"');
    await send('tofu', 'ship-stock', { holder: 'order-1' });
    expect(await ask('/tofu?minVersion=4')).toMatchObject({ body: { available: 30, reserved: 0 } });
  });

  it('lists each product once, in pages, while others are added, renamed and sold', async () => {
    const first = await pageOf('?limit=2');
    await send('ale', 'add', { name: 'Ale', category: 'Beverages', currency: 'EUR', unitPrice: 1_400 });
    await send('chartreuse', 'reserve-stock', { holder: 'order-2', quantity: 1 });
    await send('chai', 'rename', { name: 'Chai of Assam' });
    const seen = await Promise.all([
      ask('/ale?minVersion=1'),
      ask('/chartreuse?minVersion=3'),
      ask('/chai?minVersion=3'),
    ]);
    expect(seen.map(({ status }) => status)).toEqual([200, 200, 200]);
    const pages = [first];
    for (let next = first.continuation; next !== null; next = pages.at(-1)?.continuation ?? null)
      pages.push(await pageOf(`?limit=2&continuation=${encodeURIComponent(next)}`));
    const ids = pages.flatMap(({ items }) => items.map(({ productId }) => productId));
    expect(ids).toEqual(['chai', 'chang', 'chartreuse', 'chocolade', 'tofu']);
    expect(pages.flatMap(({ items }) => items)[2]).toMatchObject({ available: 68 });
    expect((await idsOf('')).slice(0, 2)).toEqual(['ale', 'chai']);
  });

  it('tells by the status what is no longer offered', async () => {
    await send('chocolade', 'discontinue', {});
    expect((await ask('/chocolade?minVersion=3')).status).toBe(200);
    expect(await idsOf('?status=discontinued')).toEqual(['chocolade']);
    expect(await idsOf('?status=offered&namePrefix=choc')).toEqual([]);
  });

  it('names everything that is wrong with a question', async () => {
    const wrongIn = async (query: string) => {
      const { status, body } = await ask(query);
      expect(status).toBe(400);
      return (body as { readonly errors: readonly { readonly path: string }[] }).errors
        .map(({ path }) => path)
        .toSorted();
    };
    expect(await wrongIn('?sort=stock&minPrice=-1&limit=0&color=red')).toEqual(['color', 'limit', 'minPrice', 'sort']);
    expect(await wrongIn('?sort=price&namePrefix=c&minPrice=5&maxPrice=4')).toEqual(['maxPrice', 'namePrefix']);
    expect(await ask('?continuation=nonsense')).toMatchObject({
      status: 400,
      body: { type: 'urn:annal:problem:unknown-continuation' },
    });
    expect(await ask('/rye')).toMatchObject({ status: 404, body: { type: 'urn:annal:problem:product-not-added' } });
  });
});
