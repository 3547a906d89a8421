import type { Container } from '@azure/cosmos';
import { describe, expect, it } from 'vitest';
import { failureOf, useLocalAccount } from './local-account.ts';

const clock = { now: Date.parse('2026-01-01T00:00:00Z') };
const account = useLocalAccount(clock);

const byEmail = { uniqueKeyPolicy: { uniqueKeys: [{ paths: ['/email'] }] } };
const byName = { uniqueKeyPolicy: { uniqueKeys: [{ paths: ['/name/first', '/name/last'] }, { paths: ['/email'] }] } };

const isRefused = async (call: Promise<unknown>): Promise<void> => {
  expect(await failureOf(call)).toMatchObject({ code: 409, message: expect.stringMatching(/Unique index constraint/) });
};
const codesOf = async (container: Container, operations: object[]): Promise<readonly number[]> => {
  const { result } = await container.items.batch(operations as never, 'p');
  return (result ?? []).map(({ statusCode }) => statusCode);
};

describe('a unique key', () => {
  it('lets a value in once within a partition key, and again in another one', async () => {
    const container = await account.freshContainer(byEmail);
    await container.items.create({ id: '1', pk: 'p', email: 'a@b' });
    await isRefused(container.items.create({ id: '2', pk: 'p', email: 'a@b' }));
    await container.items.create({ id: '2', pk: 'q', email: 'a@b' });
    await container.items.create({ id: '3', pk: 'p', email: 'A@b' });
  });

  it('is kept by upsert, replace and patch, and lets an item keep its own values', async () => {
    const container = await account.freshContainer(byEmail);
    await container.items.create({ id: '1', pk: 'p', email: 'a' });
    await container.items.create({ id: '2', pk: 'p', email: 'b' });
    await isRefused(container.items.upsert({ id: '3', pk: 'p', email: 'a' }));
    await isRefused(container.items.upsert({ id: '2', pk: 'p', email: 'a' }));
    await isRefused(container.item('2', 'p').replace({ id: '2', pk: 'p', email: 'a' }));
    await isRefused(container.item('2', 'p').patch([{ op: 'set', path: '/email', value: 'a' }]));
    await container.item('1', 'p').replace({ id: '1', pk: 'p', email: 'a', n: 2 });
    expect((await container.item('2', 'p').read<{ email: string }>()).resource?.email).toBe('b');
  });

  it('is given back by an item that changes, or ends by deletion or by its time', async () => {
    const container = await account.freshContainer({ ...byEmail, defaultTtl: -1 });
    await container.items.create({ id: '1', pk: 'p', email: 'a' });
    await container.items.upsert({ id: '1', pk: 'p', email: 'b' });
    await container.items.create({ id: '2', pk: 'p', email: 'a', ttl: 10 });
    clock.now += 10_000;
    await container.items.create({ id: '3', pk: 'p', email: 'a' });
    await container.item('3', 'p').delete();
    await container.items.create({ id: '4', pk: 'p', email: 'a' });
    await container.deleteAllItemsForPartitionKey('p');
    await container.items.create({ id: '5', pk: 'p', email: 'a' });
  });

  it('takes a missing value for null', async () => {
    const container = await account.freshContainer(byEmail);
    await container.items.create({ id: '1', pk: 'p' });
    await isRefused(container.items.create({ id: '2', pk: 'p', email: null }));
    await container.items.create({ id: '3', pk: 'p', email: 0 });
    await container.items.create({ id: '4', pk: 'p', email: '0' });
  });

  it('of several paths is about their combination, and each constraint holds for itself', async () => {
    const container = await account.freshContainer(byName);
    await container.items.create({ id: '1', pk: 'p', name: { first: 'A', last: 'B' }, email: '1' });
    await container.items.create({ id: '2', pk: 'p', name: { first: 'A', last: 'C' }, email: '2' });
    await isRefused(container.items.create({ id: '3', pk: 'p', name: { first: 'A', last: 'B' }, email: '3' }));
    await isRefused(container.items.create({ id: '3', pk: 'p', name: { first: 'C', last: 'B' }, email: '2' }));
  });

  it('refuses a batch as a whole, and sees what the batch itself did before', async () => {
    const container = await account.freshContainer(byEmail);
    const create = (id: string, email: string) => ({ operationType: 'Create', resourceBody: { id, pk: 'p', email } });
    expect(await codesOf(container, [create('1', 'a'), create('2', 'a')])).toEqual([424, 409]);
    const swap = [create('1', 'a'), { operationType: 'Delete', id: '1' }, create('2', 'a')];
    expect(await codesOf(container, swap)).toEqual([201, 204, 201]);
  });

  it('leaves nothing of a refused operation behind in a bulk request', async () => {
    const container = await account.freshContainer(byEmail);
    const create = (id: string) => ({ operationType: 'Create', resourceBody: { id, pk: 'p', email: 'a' } }) as const;
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the newer call takes at least a second
    const entries = await container.items.bulk([create('1'), create('2')], { continueOnError: true });
    expect(entries.map(({ statusCode }) => statusCode)).toEqual([201, 409]);
    expect((await container.item('2', 'p').read()).statusCode).toBe(404);
  });

  it('cannot be changed', async () => {
    const container = await account.freshContainer(byEmail);
    const { resource } = await container.read();
    expect(resource?.uniqueKeyPolicy).toEqual(byEmail.uniqueKeyPolicy);
    await container.replace({ ...resource, id: container.id, defaultTtl: 5 });
    const other = { ...resource, id: container.id, ...byName };
    expect((await failureOf(container.replace(other))).code).toBe(400);
  });

  it.each([
    ['no path', [{ paths: [] }]],
    ['a path without a slash', [{ paths: ['email'] }]],
    ['a path with a wildcard', [{ paths: ['/email/*'] }]],
    ['one path twice', [{ paths: ['/a', '/a'] }]],
    ['more than sixteen paths', [{ paths: Array.from({ length: 17 }, (_, n) => `/p${n}`) }]],
    ['the paths of another one', [{ paths: ['/a', '/b'] }, { paths: ['/b', '/a'] }]],
    ['ten others', Array.from({ length: 11 }, (_, n) => ({ paths: [`/p${n}`] }))],
  ])('with %s is refused', async (_, uniqueKeys) => {
    expect((await failureOf(account.freshContainer({ uniqueKeyPolicy: { uniqueKeys } }))).code).toBe(400);
  });
});
