import type { OperationInput } from '@azure/cosmos';
import { describe, expect, it } from 'vitest';
import { failureOf, useLocalAccount } from './local-account.ts';

const account = useLocalAccount();
const create = (id: string): OperationInput => ({ operationType: 'Create', resourceBody: { id, pk: 'p' } });

describe('a batch', () => {
  it('carries out every kind of operation, each with its own result', async () => {
    const container = await account.freshContainer();
    await container.items.create({ id: 'old', pk: 'p', n: 1 });
    const { code, result } = await container.items.batch(
      [
        create('new'),
        { operationType: 'Upsert', resourceBody: { id: 'up', pk: 'p' } },
        { operationType: 'Read', id: 'old' },
        { operationType: 'Replace', id: 'old', resourceBody: { id: 'old', pk: 'p', n: 2 } },
        { operationType: 'Patch', id: 'old', resourceBody: { operations: [{ op: 'incr', path: '/n', value: 3 }] } },
        { operationType: 'Delete', id: 'new' },
      ],
      'p',
    );
    expect(code).toBe(200);
    expect(result?.map(({ statusCode }) => statusCode)).toEqual([201, 201, 200, 200, 200, 204]);
    expect((await container.item('old', 'p').read<{ n: number }>()).resource?.n).toBe(5);
    expect((await container.item('new', 'p').read()).statusCode).toBe(404);
  });

  it('may name its key again in an operation, but no other one', async () => {
    const container = await account.freshContainer();
    const { code } = await container.items.batch([{ ...create('a'), partitionKey: 'p' }], 'p');
    expect(code).toBe(200);
    const other = [create('b'), { ...create('c'), partitionKey: 'q' }];
    expect((await failureOf(container.items.batch(other, 'p'))).message).toMatch(/a different partition key value/);
    expect((await container.item('b', 'p').read()).statusCode).toBe(404);
  });

  it('that fails in the middle leaves no trace', async () => {
    const container = await account.freshContainer();
    await container.items.create({ id: 'taken', pk: 'p' });
    const { code, result } = await container.items.batch([create('a'), create('taken'), create('b')], 'p');
    expect(code).toBe(207);
    expect(result?.map(({ statusCode }) => statusCode)).toEqual([424, 409, 424]);
    const { resources } = await container.items.query('SELECT VALUE c.id FROM c').fetchAll();
    expect(resources).toEqual(['taken']);
  });

  it('honours conditions on single operations', async () => {
    const container = await account.freshContainer();
    const { etag } = await container.items.create({ id: 'i', pk: 'p' });
    const replace = (ifMatch: string): OperationInput[] => [
      create('beside'),
      { operationType: 'Replace', id: 'i', resourceBody: { id: 'i', pk: 'p' }, ifMatch },
    ];
    expect((await container.items.batch(replace('"old"'), 'p')).result?.[1]?.statusCode).toBe(412);
    expect((await container.item('beside', 'p').read()).statusCode).toBe(404);
    expect((await container.items.batch(replace(etag), 'p')).code).toBe(200);
  });

  it('is all or nothing for thirty writers of the same items at once', async () => {
    const container = await account.freshContainer();
    const attempts = Array.from({ length: 30 }, (_, n) =>
      container.items.batch([create(`private-${n}`), create('shared'), create(`after-${n}`)], 'p'),
    );
    const codes = (await Promise.all(attempts)).map(({ code }) => code);
    expect(codes.filter((code) => code === 200)).toHaveLength(1);
    const { resources } = await container.items.query('SELECT VALUE c.id FROM c').fetchAll();
    const winner = codes.indexOf(200);
    expect(resources.toSorted()).toEqual([`after-${winner}`, `private-${winner}`, 'shared']);
  });

  it('counts as one change: its items share a transaction, and a failed one uses none up', async () => {
    const container = await account.freshContainer();
    const first = await container.items.batch([create('a'), create('b')], 'p');
    const failed = await container.items.batch([create('c'), create('a')], 'p');
    const next = await container.items.batch([create('d')], 'p');
    const lsns = [first, failed, next].map(({ headers }) => Number(headers['lsn']));
    expect(lsns).toEqual([1, 1, 2]);
  });

  it('of items of another partition is refused', async () => {
    const container = await account.freshContainer();
    const foreign: OperationInput = { operationType: 'Create', resourceBody: { id: 'i', pk: 'q' } };
    expect((await container.items.batch([foreign], 'p')).result?.[0]).toMatchObject({
      statusCode: 400,
      subStatusCode: 1001,
    });
  });

  it('of more than 2 MB is refused', async () => {
    const container = await account.freshContainer();
    const large = (id: string): OperationInput => ({
      operationType: 'Create',
      resourceBody: { id, pk: 'p', text: 'x'.repeat(1_100_000) },
    });
    expect((await failureOf(container.items.batch([large('a'), large('b')], 'p'))).message).toMatch(/too large/);
  });
});
