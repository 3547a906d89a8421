import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import { storedDocumentsContract } from '../contracts/stored-documents.contract.ts';

storedDocumentsContract('The in-memory event store', async (documents) => {
  const eventStore = inMemoryEventStore();
  for (const document of documents) await eventStore.put(document);
  return eventStore;
});
