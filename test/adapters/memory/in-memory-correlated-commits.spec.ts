import { inMemoryCorrelatedCommits, inMemoryEventStore } from '../../../adapters/memory/index.ts';
import { correlatedCommitsContract } from '../contracts/correlated-commits.contract.ts';

correlatedCommitsContract('Memory', async () => {
  const eventStore = inMemoryEventStore();
  return { eventStore, target: eventStore, correlatedCommits: inMemoryCorrelatedCommits(eventStore) };
});
