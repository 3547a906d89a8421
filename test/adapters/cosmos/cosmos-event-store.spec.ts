import { cosmosEventStore } from '../../../adapters/cosmos/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { eventStoreContract } from '../contracts/event-store.contract.ts';

const cosmos = useLocalCosmos();

eventStoreContract('The Cosmos event store', async () => {
  const database = await cosmos.freshDatabase();
  return {
    eventStore: cosmosEventStore(database),
    rival: cosmosEventStore(cosmos.connect().database(database.id)),
  };
});
