import { cosmosDocuments } from '../../../adapters/cosmos/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { containersOfSpecs, documentsContract } from '../contracts/documents.contract.ts';

const cosmos = useLocalCosmos();

documentsContract('A database of Cosmos', async () =>
  cosmosDocuments(await cosmos.freshConsumerDatabase(containersOfSpecs)),
);
