import { describe, expect, it } from 'vitest';
import { cosmosRestoreTarget, cosmosStoredHistory } from '../../../adapters/cosmos/index.ts';
import { inParallel } from '../../../application/in-parallel.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { storedHistoryContract } from '../contracts/stored-history.contract.ts';

const cosmos = useLocalCosmos();

storedHistoryContract('The event store in Cosmos DB', async () => {
  const database = await cosmos.freshDatabase();
  return {
    history: cosmosStoredHistory(database),
    target: cosmosRestoreTarget(database),
    rival: cosmosRestoreTarget(cosmos.connect().database(database.id)),
  };
});

describe('The stored history in Cosmos DB', () => {
  it('is read to its end over many pages and all ranges', async () => {
    const database = await cosmos.freshDatabase();
    const target = cosmosRestoreTarget(database);
    const names = Array.from({ length: 200 }, (_, index) => `order-${index}`);
    await inParallel(8, names, (streamId) => target.put({ id: '0000000000000001', streamId, version: 1 }));
    const found: unknown[] = [];
    for await (const page of cosmosStoredHistory(database, { pageSize: 20 }).pages()) found.push(...page);
    expect(found).toHaveLength(names.length);
  });
});
