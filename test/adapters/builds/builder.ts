// A process of its own that works on builds over Cosmos DB: `node builder.ts CONNECTION AHEAD_MS PARTS_AT_ONCE`. It tells its parent
// of every page before it delivers it. Its clock is ahead, so that it does not wait for the claims of the dead to run out.
import { randomUUID } from 'node:crypto';
import { boundedCaches } from '../../../adapters/cache/index.ts';
import {
  cosmosBuildJobs,
  cosmosContributions,
  cosmosDatabase,
  cosmosEventStore,
  cosmosHistoryParts,
  cosmosParkingLot,
  cosmosReadModel,
  shapeOf,
} from '../../../adapters/cosmos/index.ts';
import { monotonicNow, pauseFor } from '../../../adapters/time/index.ts';
import type { HistoryParts } from '../../../application/builds/history-parts.ts';
import type { Capabilities } from '../../../application/system/capabilities.ts';
import { run } from '../../../application/system/run.ts';
import { commitSchema } from '../../../application/streams/commit.ts';
import { notTraced } from '../../../application/tracing.ts';
import { countedLedger } from '../../support/ledger/index.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';

/** What a builder tells its parent. */
export type BuilderNews =
  | { readonly news: 'page'; readonly part: string; readonly first: string; readonly commits: number }
  | { readonly news: 'ended' };

const [connectionString = '', ahead = '0', partsAtOnce = '8', pageSize = '1000'] = process.argv.slice(2);

const tell = (news: BuilderNews): void => void process.send?.(news);

const telling = (parts: HistoryParts): HistoryParts => ({
  ...parts,
  async *pages(part, reading) {
    for await (const page of parts.pages(part, {
      ...reading,
      pageSize: Math.min(reading.pageSize, Number(pageSize)),
    })) {
      const { streamId, version } = commitSchema.parse(page.documents[0]);
      tell({ news: 'page', part, first: `${streamId}:${version}`, commits: page.documents.length });
      yield page;
    }
  },
});

const database = cosmosDatabase({ connectionString }, 'annal');
const clock = (): string => new Date(Date.now() + Number(ahead)).toISOString();
const capabilities: Capabilities = {
  ...memoryCapabilities(clock, monotonicNow).capabilities,
  eventStore: cosmosEventStore(database),
  historyParts: telling(cosmosHistoryParts(database)),
  buildJobs: cosmosBuildJobs(database),
  parkingLot: cosmosParkingLot(database),
  processName: randomUUID(),
  readModel: (view) => cosmosReadModel(database, shapeOf(view)),
  contributions: (total) => cosmosContributions(database, total),
  newCache: boundedCaches({ entries: 20_000, bytes: 64 * 1024 * 1024 }),
  pauseFor,
  tracing: { ...notTraced, log: (line) => process.stderr.write(`${JSON.stringify(line)}\n`) },
};

const { builds } = run(countedLedger, capabilities);
await builds.begin('sheets', { actor: 'bob' });
await builds.work({ forMs: 3_600_000, partsAtOnce: Number(partsAtOnce) });
tell({ news: 'ended' });
process.disconnect();
