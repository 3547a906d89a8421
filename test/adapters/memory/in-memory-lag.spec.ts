import {
  inMemoryEventStore,
  inMemoryFeedMarks,
  inMemoryLagReports,
  inMemoryNewestCommits,
} from '../../../adapters/memory/index.ts';
import { lagReportsContract } from '../contracts/lag-reports.contract.ts';
import { newestCommitsContract } from '../contracts/newest-commits.contract.ts';

lagReportsContract('Memory', async () => inMemoryLagReports());

newestCommitsContract('Memory', async () => {
  const eventStore = inMemoryEventStore();
  return { eventStore, newestCommits: inMemoryNewestCommits(eventStore), feedMarks: inMemoryFeedMarks() };
});
