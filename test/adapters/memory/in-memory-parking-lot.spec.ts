import { inMemoryParkingLot } from '../../../adapters/memory/index.ts';
import { parkingLotContract } from '../contracts/parking-lot.contract.ts';

parkingLotContract('The in-memory parking lot', async () => inMemoryParkingLot());
