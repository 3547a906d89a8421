import { cosmosEventStore, cosmosRestoreTarget } from '../../../adapters/cosmos/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { storedDocumentsContract } from '../contracts/stored-documents.contract.ts';

const cosmos = useLocalCosmos();

storedDocumentsContract('The Cosmos event store', async (documents) => {
  const database = await cosmos.freshDatabase();
  const target = cosmosRestoreTarget(database);
  for (const document of documents) await target.put(document);
  return cosmosEventStore(database);
});
