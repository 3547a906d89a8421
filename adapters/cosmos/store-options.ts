import type { Tracing } from '../../application/tracing.ts';
import { boundedRetries, type BoundedRetries } from './bounded-retries.ts';

/** What may differ between the stores of one process. */
export interface StoreOptions {
  /** The time for one operation with its retries, in milliseconds, after which it throws StoreUnavailable. */
  readonly budgetMs?: number;
  /** Logs damaged documents for operators. */
  readonly tracing?: Pick<Tracing, 'log'>;
}

/** Enough for one request that runs into its time limit, and for another one. */
const usualBudgetMs = 12_000;

/** The retries that a store's options ask for. */
export const retriesOf = ({ budgetMs = usualBudgetMs }: StoreOptions): BoundedRetries => boundedRetries(budgetMs);
