import type { Database } from '@azure/cosmos';
import { archivedCommit } from '../../application/archive/archived-commit.ts';
import type { RestoreTarget } from '../../application/streams/stored-history.ts';
import { placeOf } from '../commit-document.ts';
import { createItem, readItem } from './items.ts';
import { everywhere, nextPage } from './queries.ts';
import { isMissingItem } from './store-errors.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/** In the container `leases`, whose documents all describe work in progress. */
const mark = { id: 'restore-from-archive' };

/** Fills the container `events`. The mark of an unfinished restore is a document in the container `leases`. */
export const cosmosRestoreTarget = (database: Database, options: StoreOptions = {}): RestoreTarget => {
  const events = database.container('events');
  const leases = database.container('leases');
  const retrying = retriesOf(options);

  return {
    begin: async () => {
      const key = { id: mark.id, partition: mark.id };
      if ((await retrying((abortSignal) => readItem(leases, key, abortSignal))) !== undefined) return 'resumed';
      const { documents } = await retrying((abortSignal) =>
        nextPage(events, { query: 'SELECT TOP 1 c.id FROM c' }, { ...everywhere, abortSignal }),
      );
      if (documents.length > 0) return 'refused';
      await retrying((abortSignal) => createItem(leases, mark, abortSignal));
      return 'begun';
    },

    put: async (document) => {
      const { id, streamId } = placeOf(document);
      const outcome = await retrying((abortSignal) => createItem(events, { ...(document ?? {}), id }, abortSignal));
      if (outcome === 'created') return 'stored';
      const there = await retrying((abortSignal) => readItem(events, { id, partition: streamId }, abortSignal));
      return archivedCommit(there).text === archivedCommit(document).text ? 'there' : 'different';
    },

    end: async () => {
      await retrying(async (abortSignal) => {
        try {
          await leases.item(mark.id, mark.id).delete({ abortSignal });
        } catch (error) {
          if (!isMissingItem(error)) throw error;
        }
      });
    },
  };
};
