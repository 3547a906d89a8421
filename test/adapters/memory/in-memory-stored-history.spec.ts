import { inMemoryEventStore } from '../../../adapters/memory/index.ts';
import { storedHistoryContract } from '../contracts/stored-history.contract.ts';

storedHistoryContract('The event store in memory', async () => {
  const store = inMemoryEventStore();
  return { history: store, target: store, rival: store };
});
