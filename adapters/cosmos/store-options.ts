import type { Tracing } from '../../application/tracing.ts';
import { boundedRetries, type BoundedRetries } from './bounded-retries.ts';

/** What may differ between the stores of one process. */
export interface StoreOptions {
  /** How long one operation may try, in milliseconds, before it ends in StoreUnavailable. */
  readonly budgetMs?: number;
  /** Where operators are told of documents that are damaged. */
  readonly tracing?: Pick<Tracing, 'log'>;
}

/** Room for one request that runs into its own time limit, and for another one. */
const usualBudgetMs = 12_000;

/** The retries that a store's options ask for. */
export const retriesOf = ({ budgetMs = usualBudgetMs }: StoreOptions): BoundedRetries => boundedRetries(budgetMs);
