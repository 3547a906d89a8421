import { cosmosReadModel, shapeOf } from '../../../adapters/cosmos/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { filteredDesks, readModelFiltersContract } from '../contracts/read-model-filters.contract.ts';
import { readModelContract } from '../contracts/read-model.contract.ts';

const cosmos = useLocalCosmos();

readModelContract('The Cosmos read model', async () => {
  const database = await cosmos.freshDatabase();
  return (shape) => cosmosReadModel(database, shape);
});

readModelFiltersContract('The Cosmos read model', async () => {
  const database = await cosmos.freshDatabase();
  await cosmos.addContainerOf(database, filteredDesks);
  return cosmosReadModel(database, shapeOf(filteredDesks));
});
