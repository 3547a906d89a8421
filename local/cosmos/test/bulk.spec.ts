import { PartitionKeyDefinitionVersion, type OperationInput } from '@azure/cosmos';
import { describe, expect, it } from 'vitest';
import { useLocalAccount } from './local-account.ts';

const account = useLocalAccount();
const create = (id: string, pk: string | number | boolean | null): OperationInput => ({
  operationType: 'Create',
  partitionKey: pk,
  resourceBody: { id, pk },
});

describe('a bulk request', () => {
  it('reaches all ranges, where each operation succeeds or fails on its own', async () => {
    const container = await account.freshContainer();
    await container.items.create({ id: 'taken', pk: 'k3' });
    const operations = Array.from({ length: 60 }, (_, n) => create(n === 3 ? 'taken' : `i${n}`, `k${n}`));
    const results = await container.items.executeBulkOperations(operations);
    const statuses = results.map(({ response, error }) => response?.statusCode ?? error?.code);
    expect(statuses).toEqual(operations.map((_, n) => (n === 3 ? 409 : 201)));
    expect((await container.items.readAll().fetchAll()).resources).toHaveLength(60);
  });

  it('stops at the first failure when it is not to continue', async () => {
    const container = await account.freshContainer({ throughput: 400 });
    await container.items.create({ id: 'taken', pk: 'p' });
    const operations = [create('a', 'p'), create('taken', 'p'), create('b', 'p')];
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the newer call has no way to ask for this
    const results = await container.items.bulk(operations, { continueOnError: false });
    expect(results.map(({ statusCode }) => statusCode)).toEqual([201, 409, 424]);
    expect((await container.item('b', 'p').read()).statusCode).toBe(404);
  });

  it.each([PartitionKeyDefinitionVersion.V1, PartitionKeyDefinitionVersion.V2])(
    'finds the range of a key of every kind under version %d of hashing',
    async (version) => {
      const container = await account.freshContainer({ partitionKey: { paths: ['/pk'], version } });
      const keys = ['a', 'ä€', 5, -0.5, true, false, null, 'x'.repeat(200)];
      const operations = keys.map((pk, n) => create(`${n}`, pk));
      const results = await container.items.executeBulkOperations(operations);
      expect(results.map(({ response }) => response?.statusCode)).toEqual(keys.map(() => 201));
    },
  );
});
