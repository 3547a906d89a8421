import type { Database } from '@azure/cosmos';
import { retriesOf, type StoreOptions } from './store-options.ts';

/** One document that is written repeatedly. It is in the container of snapshots, which may be lost, and expires after a day. */
const probe = { id: 'write-probe', streamId: 'write-probe', ttl: 86_400 };

/** Less than the time limit of a health probe, so that the probe can report the reason. */
const usualBudgetMs = 2_000;

/** Writes a small document, to check that the store accepts writes. Throws the failure. */
export const cosmosWriteProbe = (database: Database, { budgetMs = usualBudgetMs }: StoreOptions = {}) => {
  const container = database.container('snapshots');
  const retrying = retriesOf({ budgetMs });
  return async (): Promise<void> => {
    await retrying((abortSignal) => container.items.upsert(probe, { abortSignal }));
  };
};
