import type { Database } from '@azure/cosmos';
import { retriesOf, type StoreOptions } from './store-options.ts';

/** One document, written again and again. It lies among the snapshots, which may all be lost, and expires after a day. */
const probe = { id: 'write-probe', streamId: 'write-probe', ttl: 86_400 };

/** Less than whoever asks for health waits, so that the reason can be told. */
const usualBudgetMs = 2_000;

/** Writes a small document, to see whether the store takes any. Throws what stood in its way. */
export const cosmosWriteProbe = (database: Database, { budgetMs = usualBudgetMs }: StoreOptions = {}) => {
  const container = database.container('snapshots');
  const retrying = retriesOf({ budgetMs });
  return async (): Promise<void> => {
    await retrying((abortSignal) => container.items.upsert(probe, { abortSignal }));
  };
};
