// A process of its own that counts totals over Cosmos DB: `node counter.ts CONNECTION BATCH POINT NTH`. It delivers the history from a
// batch on, and tells its parent when it has taken one, as a host stores its lease then. At its NTH `read` (contributions were read, and
// nothing is saved yet) or `saved` (they were saved, and no lease is stored yet) it says so, and stands still until it is killed.
import {
  cosmosContributions,
  cosmosDatabase,
  cosmosEventStore,
  cosmosFailedDeliveries,
  cosmosParkingLot,
} from '../../../adapters/cosmos/index.ts';
import { monotonicNow, pauseFor } from '../../../adapters/time/index.ts';
import type { Capabilities } from '../../../application/system/capabilities.ts';
import { run } from '../../../application/system/run.ts';
import { placeOf } from '../../../adapters/commit-document.ts';
import { inParallel } from '../../../application/in-parallel.ts';
import type { Contributions } from '../../../application/views/contributions/contributions.ts';
import { amountsByKey, amountsByStatus, countedLedger } from '../../support/ledger/index.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { subscriberOf } from '../../support/subscriber-of.ts';

/** Where a counter can be killed. */
export type Point = 'read' | 'saved';

/** What a counter tells its parent. */
export type CounterNews =
  { readonly news: 'stands still' | 'ended' } | { readonly news: 'taken'; readonly batch: number };

const [connectionString = '', from = '0', point = '', nth = '0'] = process.argv.slice(2);
const batchSize = 10;

const tell = (news: CounterNews): void => void process.send?.(news);
const passed = { read: 0, saved: 0 };

/** Notes that a point was passed, and never goes on from the one that was asked for. */
const pass = async (which: Point): Promise<void> => {
  passed[which] += 1;
  if (which !== point || passed[which] !== Number(nth)) return;
  tell({ news: 'stands still' });
  await Promise.withResolvers().promise;
};

const stopping = <Row extends object>({ find, save, ...others }: Contributions<Row>): Contributions<Row> => ({
  ...others,
  find: async (...asked) => {
    const found = await find(...asked);
    await pass('read');
    return found;
  },
  save: async (...asked) => {
    const saved = await save(...asked);
    await pass('saved');
    return saved;
  },
});

const database = cosmosDatabase({ connectionString }, 'annal');
const capabilities: Capabilities = {
  ...memoryCapabilities(() => new Date().toISOString(), monotonicNow).capabilities,
  eventStore: cosmosEventStore(database),
  parkingLot: cosmosParkingLot(database),
  failures: cosmosFailedDeliveries(database),
  contributions: (total) => stopping(cosmosContributions(database, total)),
  pauseFor,
};

/** By version and then by stream: every batch holds several streams, and every stream is in several batches. */
const history = async (): Promise<readonly object[]> => {
  const { resources } = await database.container('events').items.readAll<object>().fetchAll();
  const nameOf = (document: object): string => {
    const { id, streamId } = placeOf(document);
    return `${id} ${streamId}`;
  };
  return resources.toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
};

const documents = await history();
const system = run(countedLedger, capabilities);
const totals = [amountsByKey, amountsByStatus].map(({ name }) => subscriberOf(system, name));
for (let batch = Number(from); batch * batchSize < documents.length; batch += 1) {
  const delivered = documents.slice(batch * batchSize, (batch + 1) * batchSize);
  await inParallel(totals.length, totals, (total) => total.deliver(delivered));
  tell({ news: 'taken', batch });
}
tell({ news: 'ended' });
process.disconnect();
