import type { Container, PartitionKey } from '@azure/cosmos';
import { describe, expect, it } from 'vitest';
import { failureOf, startFrom, useLocalAccount } from './local-account.ts';

const account = useLocalAccount();
const partitionKey = { paths: ['/tenant', '/user', '/session'], kind: 'MultiHash', version: 2 } as never;
const tenants = ['A', 'B', 'C', 'D', 'E'];
const users = ['x', 'y'];
const sessions = [1, 2];

async function filled(): Promise<Container> {
  const container = await account.freshContainer({ partitionKey });
  for (const tenant of tenants)
    for (const user of users)
      for (const session of sessions)
        await container.items.create({ id: `${tenant}${user}${session}`, tenant, user, session });
  return container;
}

async function feedOf(container: Container, key: PartitionKey): Promise<readonly string[]> {
  const iterator = container.items.getChangeFeedIterator<{ id: string }>({
    changeFeedStartFrom: startFrom.beginning(key as never),
    maxItemCount: 1,
  });
  const ids: string[] = [];
  for (;;) {
    const { result, statusCode } = await iterator.readNext();
    if (statusCode === 304) return ids.toSorted();
    ids.push(...result.map(({ id }) => id));
  }
}

describe('a prefix of a hierarchical key', () => {
  it.each([
    [['A'], ['Ax1', 'Ax2', 'Ay1', 'Ay2']],
    [
      ['B', 'y'],
      ['By1', 'By2'],
    ],
    [['B', 'y', 2], ['By2']],
  ] as const)('%j is what its queries and its feed are about', async (key, ids) => {
    const container = await filled();
    const query = container.items.query<string>('SELECT VALUE c.id FROM c', { partitionKey: [...key] });
    expect((await query.fetchAll()).resources.toSorted()).toEqual(ids);
    expect(await feedOf(container, [...key])).toEqual(ids);
  });

  it('still is what its feed is about after a split', async () => {
    const container = await filled();
    for (const range of ['0', '1', '2']) await account.server().split('specs', container.id, range);
    expect(await feedOf(container, ['A'])).toEqual(['Ax1', 'Ax2', 'Ay1', 'Ay2']);
  });

  it('is not enough to name an item, nor too much of a key', async () => {
    const container = await filled();
    expect((await failureOf(container.item('Ax1', ['A', 'x']).read())).code).toBe(400);
    expect((await failureOf(container.item('Ax1', ['A', 'x', 1, 2]).read())).code).toBe(400);
    expect((await failureOf(container.deleteAllItemsForPartitionKey(['A']))).code).toBe(400);
  });
});

describe('the value of a key', () => {
  it('may have up to 2,048 bytes, and is told apart to its last one, in either version', async () => {
    for (const version of [1, 2]) {
      const container = await account.freshContainer({ partitionKey: { paths: ['/pk'], version } as never });
      const keys = ['a', 'b'].map((end) => 'k'.repeat(2047) + end);
      for (const pk of keys) await container.items.create({ id: 'i', pk });
      for (const pk of keys) expect((await container.item('i', pk).read<{ pk: string }>()).resource?.pk).toBe(pk);
      const tooLong = await failureOf(container.items.create({ id: 'i', pk: 'k'.repeat(2049) }));
      expect(tooLong).toMatchObject({ code: 400, message: expect.stringMatching(/2048/) });
    }
  });
});

describe('a component that is missing', () => {
  it('may also be an empty object, in the document and in the key', async () => {
    const container = await account.freshContainer({ partitionKey });
    await container.items.create({ id: 'i', tenant: {}, user: {}, session: 5 });
    await container.items.create({ id: 'j', user: {} });
    expect((await container.item('i', [{}, {}, 5]).read()).statusCode).toBe(200);
    expect((await container.item('j', [undefined, undefined, undefined] as never).read()).statusCode).toBe(200);
    const create = {
      operationType: 'Create',
      id: 'k',
      resourceBody: { id: 'k', tenant: ['A'], user: 'x', session: 1 },
    };
    const { code, result } = await container.items.batch([create as never], ['A', 'x', 1]);
    expect([code, result?.map(({ statusCode }) => statusCode)]).toEqual([207, [400]]);
  });
});
