import { inMemoryFailedDeliveries } from '../../../adapters/memory/index.ts';
import { failedDeliveriesContract } from '../contracts/failed-deliveries.contract.ts';

failedDeliveriesContract('The memory', async () => inMemoryFailedDeliveries());
