import { inMemoryReadModel } from '../../../adapters/memory/index.ts';
import { placedOrders, readModelContract, type PlacedOrder } from '../contracts/read-model.contract.ts';

readModelContract('The in-memory read model', async () => inMemoryReadModel<PlacedOrder>(placedOrders));
