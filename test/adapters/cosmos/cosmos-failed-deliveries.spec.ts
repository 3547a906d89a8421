import { cosmosFailedDeliveries } from '../../../adapters/cosmos/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { failedDeliveriesContract } from '../contracts/failed-deliveries.contract.ts';

const cosmos = useLocalCosmos();

failedDeliveriesContract('The container', async () => cosmosFailedDeliveries(await cosmos.freshDatabase()));
