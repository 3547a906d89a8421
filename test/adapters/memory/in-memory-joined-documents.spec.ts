import { inMemoryJoinedDocuments } from '../../../adapters/memory/index.ts';
import { joinedDocumentsContract, ownedAmounts } from '../contracts/joined-documents.contract.ts';

joinedDocumentsContract('The in-memory joined documents', async () => inMemoryJoinedDocuments(ownedAmounts));
