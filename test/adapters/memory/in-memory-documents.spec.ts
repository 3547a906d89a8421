import { inMemoryDocuments } from '../../../adapters/memory/index.ts';
import { documentsContract } from '../contracts/documents.contract.ts';

documentsContract('Memory', async () => inMemoryDocuments());
