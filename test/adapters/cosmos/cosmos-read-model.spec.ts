import { cosmosReadModel } from '../../../adapters/cosmos/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { placedOrders, readModelContract, type PlacedOrder } from '../contracts/read-model.contract.ts';

const cosmos = useLocalCosmos();

readModelContract('The Cosmos read model', async () =>
  cosmosReadModel<PlacedOrder>(await cosmos.freshDatabase(), placedOrders),
);
