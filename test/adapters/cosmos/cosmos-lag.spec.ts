import {
  cosmosEventStore,
  cosmosFeedMarks,
  cosmosLagReports,
  cosmosNewestCommits,
} from '../../../adapters/cosmos/index.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { lagReportsContract } from '../contracts/lag-reports.contract.ts';
import { newestCommitsContract } from '../contracts/newest-commits.contract.ts';

const cosmos = useLocalCosmos();

lagReportsContract('The container', async () => cosmosLagReports(await cosmos.freshDatabase()));

newestCommitsContract('The container', async () => {
  const database = await cosmos.freshDatabase();
  return {
    eventStore: cosmosEventStore(database),
    newestCommits: cosmosNewestCommits(database),
    feedMarks: cosmosFeedMarks(database, { everyMs: 0 }),
  };
});
