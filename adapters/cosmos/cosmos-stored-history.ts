import { ChangeFeedStartFrom, type Database } from '@azure/cosmos';
import type { StoredHistory } from '../../application/streams/stored-history.ts';
import { pageProgress } from '../page-progress.ts';
import { queryAll } from './queries.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/** What may differ between the histories of one process. */
export interface HistoryOptions extends StoreOptions {
  /** Documents that one request for a page asks for. */
  readonly pageSize?: number;
}

/**
 * The documents of the container `events`. All of them come through the change feed: the one way to read a container that
 * keeps the order within a stream (Azure Cosmos DB documentation, "Change feed pull model").
 */
export const cosmosStoredHistory = (database: Database, options: HistoryOptions = {}): StoredHistory => {
  const container = database.container('events');
  const retrying = retriesOf(options);

  return {
    ofStream: (streamId) =>
      queryAll(container, retrying, { query: 'SELECT * FROM c ORDER BY c.version' }, { partitionKey: streamId }),

    ofCommit: async (streamId, version) => {
      const query = {
        query: 'SELECT * FROM c WHERE c.version = @version',
        parameters: [{ name: '@version', value: version }],
      };
      const [document] = await queryAll(container, retrying, query, { partitionKey: streamId });
      return document;
    },

    async *pages() {
      const feed = container.items.getChangeFeedIterator<unknown>({
        changeFeedStartFrom: ChangeFeedStartFrom.Beginning() as unknown as ChangeFeedStartFrom, // typed as another class
        maxItemCount: options.pageSize ?? 500,
      });
      const advance = pageProgress('The change feed of events');
      let position: string | undefined;
      while (true) {
        // A page that was lost on its way is asked for again: the iterator goes on only behind one that has come.
        const { statusCode, result, continuationToken } = await retrying(() => feed.readNext());
        if (statusCode === notModified) return;
        yield result;
        await advance(result.length > 0 || continuationToken !== position);
        position = continuationToken;
      }
    },
  };
};

/** Every range has answered that it has nothing newer. */
const notModified = 304;
