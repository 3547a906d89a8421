import { cosmosEventStore } from '../../../adapters/cosmos/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { recordedActionsContract } from '../contracts/recorded-actions.contract.ts';

const cosmos = useLocalCosmos();

recordedActionsContract('the Cosmos event store', async () => {
  const database = await cosmos.freshDatabase();
  return {
    eventStore: cosmosEventStore(database),
    rival: cosmosEventStore(cosmos.connect().database(database.id)),
  };
});
