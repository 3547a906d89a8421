import { inMemoryKeyDocuments } from '../../../adapters/memory/index.ts';
import { keyDocumentsContract } from '../contracts/key-documents.contract.ts';

keyDocumentsContract('The in-memory key documents', async () => inMemoryKeyDocuments());
