import type { FaultRequest } from '@annal/local-cosmos';
import { describe, expect, it } from 'vitest';
import { cosmosEventStore, cosmosReadModel } from '../../../adapters/cosmos/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { appendAll, newCommit } from '../contracts/new-commit.ts';
import { stored, storedSheets, type StoredSheet } from '../contracts/read-model.contract.ts';

const cosmos = useLocalCosmos();

/** The requests for items that the server gets from now on. */
const receivedRequests = (): readonly FaultRequest[] => {
  const received: FaultRequest[] = [];
  const look = (request: FaultRequest): boolean => {
    if (request.path.includes('/docs')) received.push(request);
    return false;
  };
  cosmos.server().faults.next({ when: 'before-commit', answer: 503, match: look });
  return received;
};

// What Azure needs, and the local server, which is one process, would in part do without.
describe('What is sent to Cosmos DB', () => {
  it('carries the session, so that a writer reads what it has written from any replica', async () => {
    const eventStore = cosmosEventStore(await cosmos.freshDatabase());
    await appendAll(eventStore, 'order-1', [newCommit('place', 'OrderPlaced')]);
    const received = receivedRequests();
    await eventStore.read('order-1');
    const query = received.find(({ headers }) => headers['x-ms-documentdb-isquery'] === 'true');
    expect(query?.headers['x-ms-session-token']).toMatch(/^\d+:/);
  });

  it('asks every range for a list over all partitions, as the SDK has to merge it to know how to go on', async () => {
    const readModel = cosmosReadModel<StoredSheet>(await cosmos.freshDatabase(), storedSheets);
    await readModel.save({ id: '1', partition: 'bob' }, stored('1', 'bob'), undefined);
    const received = receivedRequests();
    await readModel.list({ limit: 10 });
    const ranges = received.map(({ headers }) => headers['x-ms-documentdb-partitionkeyrangeid']);
    expect(new Set(ranges.filter((range) => range !== undefined)).size).toBe(3);
  });

  it('stays in one partition for a list of one', async () => {
    const readModel = cosmosReadModel<StoredSheet>(await cosmos.freshDatabase(), storedSheets);
    const received = receivedRequests();
    await readModel.list({ partition: 'bob', limit: 10 });
    const queries = received.filter(({ headers }) => headers['x-ms-documentdb-isquery'] === 'true');
    expect(queries.map(({ headers }) => headers['x-ms-documentdb-partitionkey'])).toEqual(['["bob"]']);
  });
});
