import { ChangeFeedStartFrom, type Container, type Database, type FeedRange } from '@azure/cosmos';
import { mostParts } from '../../application/builds/build-jobs.ts';
import type { HistoryPage, HistoryParts } from '../../application/builds/history-parts.ts';
import { pageProgress } from '../page-progress.ts';
import { deliverable } from '../stored-commit.ts';
import { divided, nameOf, rangeNamed, type KeyRange } from './key-ranges.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/** Every range has answered that it has nothing newer. */
const notModified = 304;

/**
 * The history in the container `events` in ranges of hashed stream ids: those of the store, and where there are few, parts of
 * them. The change feed of a part keeps the order within a stream, and its continuation stays valid when a range is split.
 */
export const cosmosHistoryParts = (database: Database, options: StoreOptions = {}): HistoryParts => {
  const container = database.container('events');
  const retrying = retriesOf(options);

  return {
    split: async (atLeast) => divided(await retrying(() => feedRangesOf(container)), atLeast, mostParts).map(nameOf),

    async *pages(part, { from, pageSize }): AsyncIterable<HistoryPage> {
      const start =
        from === undefined
          ? ChangeFeedStartFrom.Beginning(await retrying(() => feedRange(container, rangeNamed(part))))
          : ChangeFeedStartFrom.Continuation(from);
      const feed = container.items.getChangeFeedIterator<unknown>({
        changeFeedStartFrom: start as unknown as ChangeFeedStartFrom, // typed as another class
        maxItemCount: pageSize,
      });
      const advance = pageProgress('The change feed of a part of events');
      let position = from;
      while (true) {
        // A page that was lost on its way is asked for again: the iterator goes on only behind one that has come.
        const { statusCode, result, continuationToken } = await retrying(() => feed.readNext());
        if (statusCode === notModified) return;
        if (result.length > 0) yield { documents: result.map(deliverable), continuation: continuationToken };
        await advance(result.length > 0 || continuationToken !== position);
        position = continuationToken;
      }
    },

    count: async () => {
      const { headers } = await retrying((abortSignal) => container.read({ populateQuotaInfo: true, abortSignal }));
      return documentsIn(String(headers['x-ms-resource-usage'] ?? ''));
    },
  };
};

const feedRangesOf = async (container: Container): Promise<readonly FeedRange[]> => [
  ...(await container.getFeedRanges()),
];

/** The SDK takes only ranges of its own class, which it does not export: it is that of a range that it has given. */
const feedRange = async (container: Container, { minInclusive, maxExclusive }: KeyRange): Promise<FeedRange> => {
  const [given] = await container.getFeedRanges();
  if (given === undefined) throw new Error(`The container ${container.id} has no ranges.`);
  const itsClass = given.constructor as new (minInclusive: string, maxExclusive: string) => FeedRange;
  return new itsClass(minInclusive, maxExclusive);
};

/** As in `documentsSize=3;documentsCount=12;`: the service counts with some delay. */
const documentsIn = (usage: string): number => Number(/documentsCount=(\d+)/.exec(usage)?.[1] ?? 0);
