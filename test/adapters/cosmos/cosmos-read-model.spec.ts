import { cosmosReadModel } from '../../../adapters/cosmos/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { readModelContract } from '../contracts/read-model.contract.ts';

const cosmos = useLocalCosmos();

readModelContract('The Cosmos read model', async () => {
  const database = await cosmos.freshDatabase();
  return (shape) => cosmosReadModel(database, shape);
});
