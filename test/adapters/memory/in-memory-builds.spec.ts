import { inMemoryBuildJobs, inMemoryEventStore, inMemoryHistoryParts } from '../../../adapters/memory/index.ts';
import { buildJobsContract } from '../contracts/build-jobs.contract.ts';
import { historyPartsContract } from '../contracts/history-parts.contract.ts';

buildJobsContract('Memory', async () => inMemoryBuildJobs());

historyPartsContract('The event store in memory', async () => {
  const eventStore = inMemoryEventStore();
  return { eventStore, parts: inMemoryHistoryParts(eventStore) };
});
