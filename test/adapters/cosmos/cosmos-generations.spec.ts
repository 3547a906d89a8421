import { cosmosJoinedDocuments, cosmosReadModel, cosmosViewRegistry, shapeOf } from '../../../adapters/cosmos/index.ts';
import { nothingVanishes } from '../../application/generations/nothing-vanishes.ts';
import { closedOwners, labelledDeeds } from '../../support/ledger/kinds-in-two.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';

const cosmos = useLocalCosmos();

nothingVanishes('Over Cosmos DB', async () => {
  const database = await cosmos.freshDatabase();
  await cosmos.addContainerOf(database, labelledDeeds);
  await cosmos.addContainerOf(database, closedOwners);
  return {
    readModel: (view) => cosmosReadModel(database, shapeOf(view)),
    joinedDocuments: (joined) => cosmosJoinedDocuments(database, joined),
    viewRegistry: cosmosViewRegistry(database),
  };
});
