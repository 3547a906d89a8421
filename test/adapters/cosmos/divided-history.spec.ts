import { cosmosEventStore, cosmosHistoryParts } from '../../../adapters/cosmos/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { historyPartsContract } from '../contracts/history-parts.contract.ts';

const cosmos = useLocalCosmos();

historyPartsContract('The event store in Cosmos DB whose ranges are split', async () => {
  const database = await cosmos.freshDatabase();
  return {
    eventStore: cosmosEventStore(database),
    parts: cosmosHistoryParts(database),
    divide: async () => {
      for (const range of ['0', '1', '2']) await cosmos.server().split(database.id, 'events', range);
    },
  };
});
