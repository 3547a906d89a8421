import { CosmosClient, type Container, type OperationInput } from '@azure/cosmos';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCosmos, type CosmosServer } from '../index.ts';

// An order of two paths is in no index of this server: each page looks at every item of the key.
const indexingPolicy = {
  compositeIndexes: [
    [
      { path: '/a', order: 'ascending' },
      { path: '/b', order: 'ascending' },
    ],
  ],
} as never;
const documents = Array.from({ length: 6000 }, (_, n) => ({
  ...{ id: `i${n}`, pk: 'p', a: (n * 7919) % 50, b: (n * 104_729) % 90, filling: 'x'.repeat(900) },
}));
const inOrder = 'SELECT VALUE c.id FROM c ORDER BY c.a, c.b';
const sortedIds = documents
  .map(({ a, b, id }, n) => ({ a, b, id, n }))
  .sort((left, right) => left.a - right.a || left.b - right.b || left.n - right.n)
  .map(({ id }) => id);

let server: CosmosServer;
let client: CosmosClient;
let container: Container;
/** Told whenever the server looks at its clock, as it does when it begins a page. */
let onClock = (): void => undefined;

function now(): number {
  onClock();
  return Date.now();
}

describe('a page that has to sort thousands of items', () => {
  beforeAll(async () => {
    server = await startCosmos({ data: ':memory:', now });
    client = new CosmosClient(server.connectionString);
    const { database } = await client.databases.create({ id: 'specs' });
    const partitionKey = { paths: ['/pk'], version: 2 };
    ({ container } = await database.containers.create({ id: 'long', partitionKey, indexingPolicy }));
    for (let at = 0; at < documents.length; at += 100) {
      const operations = documents.slice(at, at + 100).map((item) => ({ operationType: 'Create', resourceBody: item }));
      await container.items.batch(operations as unknown as OperationInput[], 'p');
    }
  });
  afterAll(async () => {
    client.dispose();
    await server.close();
  });

  it('lets a write through that comes while it is made', async () => {
    const { promise: hasBegun, resolve } = Promise.withResolvers<undefined>();
    onClock = () => resolve(undefined);
    const answered: string[] = [];
    const page = container.items
      .query(inOrder, { partitionKey: 'p' })
      .fetchNext()
      .then(() => answered.push('page'));
    await hasBegun;
    onClock = () => undefined;
    const write = container.items.create({ id: 'new', pk: 'other' }).then(() => answered.push('write'));
    await Promise.all([page, write]);
    expect(answered).toEqual(['write', 'page']);
  });

  it('has its rows in their order, each once, from page to page', async () => {
    const query = container.items.query<string>(inOrder, { partitionKey: 'p', maxItemCount: 1000 });
    expect((await query.fetchAll()).resources).toEqual(sortedIds);
  });

  it.each([
    ['OFFSET 2500 LIMIT 300', sortedIds.slice(2500, 2800)],
    ['OFFSET 5990 LIMIT 300', sortedIds.slice(5990)],
    ['OFFSET 0 LIMIT 0', []],
  ])('counts %s', async (count, ids) => {
    const query = container.items.query<string>(`${inOrder} ${count}`, { partitionKey: 'p', maxItemCount: 70 });
    expect((await query.fetchAll()).resources).toEqual(ids);
  });

  it('has an item once that is replaced while the page is made, as it was or as it is', async () => {
    const query = container.items.query<{ id: string }>('SELECT c.id, c.a FROM c ORDER BY c.a, c.b', {
      partitionKey: 'p',
      maxItemCount: 10_000,
    });
    const replacing = documents.slice(-20).map((item) => container.item(item.id, 'p').replace({ ...item, a: -1 }));
    const [{ resources }] = await Promise.all([query.fetchNext(), ...replacing]);
    expect(new Set(resources.map(({ id }) => id)).size).toBe(6000);
    expect(resources).toHaveLength(6000);
  });
});
