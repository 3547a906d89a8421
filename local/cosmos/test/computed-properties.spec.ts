import type { Container } from '@azure/cosmos';
import { beforeAll, describe, expect, it } from 'vitest';
import { failureOf, useLocalAccount } from './local-account.ts';

const account = useLocalAccount();
let container: Container;

beforeAll(async () => {
  container = await account.freshContainer({
    computedProperties: [
      { name: 'cp_lower', query: 'SELECT VALUE LOWER(item.name) FROM item' },
      { name: 'cp_total', query: 'SELECT VALUE c.price * c.count FROM c' },
    ],
    indexingPolicy: { includedPaths: [{ path: '/*' }, { path: '/cp_lower/?' }] },
  });
  const items = [
    { id: '1', pk: 'a', name: 'Tea', price: 2, count: 3 },
    { id: '2', pk: 'a', name: 'TEA', price: 1, count: 1, cp_lower: 'stored' },
    { id: '3', pk: 'b', name: 'Milk', price: 1 },
  ];
  for (const item of items) await container.items.create(item);
});

const all = async (query: string, partitionKey?: string): Promise<unknown[]> =>
  (await container.items.query<unknown>(query, partitionKey === undefined ? {} : { partitionKey }).fetchAll())
    .resources;

describe('A computed property', () => {
  it('has its value in a column, under its name and under another', async () => {
    expect(await all('SELECT r.cp_total, r["cp_lower"] AS name FROM r WHERE r.id = "1"')).toEqual([
      { cp_total: 6, name: 'tea' },
    ]);
  });

  it.each([undefined, 'a'])('filters, also beside an index of its path, in %s', async (key) => {
    expect(await all('SELECT VALUE c.id FROM c WHERE c.cp_lower = "tea"', key)).toEqual(['1', '2']);
    expect(await all('SELECT VALUE c.id FROM c WHERE EXISTS(SELECT 1 WHERE c.cp_total > 5)', key)).toEqual(['1']);
  });

  it('groups and adds up', async () => {
    const groups = await all('SELECT c.cp_lower, COUNT(1) AS count FROM c GROUP BY c.cp_lower');
    expect(groups).toHaveLength(2);
    expect(groups).toEqual(
      expect.arrayContaining([
        { cp_lower: 'tea', count: 2 },
        { cp_lower: 'milk', count: 1 },
      ]),
    );
  });

  it('orders, here and at a client that merges, where its path is indexed by name', async () => {
    const text = 'SELECT VALUE c.id FROM c ORDER BY c.cp_lower DESC';
    expect((await all(text))[2]).toBe('3');
    const merged = await container.items.query<string>(text, { forceQueryPlan: true, maxItemCount: 1 }).fetchAll();
    expect(merged.resources[2]).toBe('3');
    expect(await all('SELECT VALUE c.id FROM c ORDER BY c.cp_lower', 'a')).toEqual(['1', '2']);
    expect(await failureOf(all('SELECT VALUE c.id FROM c ORDER BY c.cp_total'))).toMatchObject({
      code: 400,
      message: expect.stringContaining('order-by item is excluded'),
    });
  });

  it('is undefined where its expression is', async () => {
    expect(await all('SELECT VALUE c.id FROM c WHERE NOT IS_DEFINED(c.cp_total)')).toEqual(['3']);
  });

  it('is not part of the item: SELECT * shows what is stored', async () => {
    expect(await all('SELECT * FROM c WHERE c.id = "2"')).toMatchObject([{ cp_lower: 'stored' }]);
    expect((await all('SELECT * FROM c WHERE c.id = "1"'))[0]).not.toHaveProperty('cp_lower');
  });

  it.each([
    'SELECT VALUE c.a FROM c WHERE c.a > 1',
    'SELECT DISTINCT VALUE c.a FROM c',
    'SELECT VALUE t FROM t IN c.tags',
    'SELECT VALUE c.a FROM c OFFSET 0 LIMIT 1',
  ])('cannot be %s', async (query) => {
    const failure = await failureOf(account.freshContainer({ computedProperties: [{ name: 'a', query }] }));
    expect(failure.code).toBe(400);
  });
});
