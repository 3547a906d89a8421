import { cosmosParkingLot } from '../../../adapters/cosmos/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { parkingLotContract } from '../contracts/parking-lot.contract.ts';

const cosmos = useLocalCosmos();

parkingLotContract('The Cosmos parking lot', async () => cosmosParkingLot(await cosmos.freshDatabase()));
