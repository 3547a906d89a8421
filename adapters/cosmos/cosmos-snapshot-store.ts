import type { Database } from '@azure/cosmos';
import type { SnapshotStore } from '../../application/streams/snapshot-store.ts';
import { documentOfSnapshot, snapshotId, snapshotIn } from '../snapshot-document.ts';
import { readItem } from './items.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/** A snapshot only saves time, so a slow read of one is given up early. */
const usualBudgetMs = 1_000;

/**
 * The snapshot store in the container `snapshots`, partition key `/streamId`: one document a stream. The last writer wins,
 * and an older snapshot in place of a newer one is equally valid, only less useful.
 */
export const cosmosSnapshotStore = (
  database: Database,
  { budgetMs = usualBudgetMs }: StoreOptions = {},
): SnapshotStore => {
  const container = database.container('snapshots');
  const retrying = retriesOf({ budgetMs });

  return {
    find: async (streamId) => {
      const key = { id: snapshotId, partition: streamId };
      return snapshotIn(streamId, await retrying((abortSignal) => readItem(container, key, abortSignal)));
    },

    save: async (snapshot) => {
      const document = documentOfSnapshot(snapshot);
      if (document !== undefined) await retrying((abortSignal) => container.items.upsert(document, { abortSignal }));
    },
  };
};
