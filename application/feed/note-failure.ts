import type { StreamId } from '../../domain/modelling/ids.ts';
import { firstVersionOf, type Commit } from '../streams/commit.ts';
import { StoreUnavailable } from '../streams/event-store.ts';
import type { Tracing } from '../tracing.ts';
import { EventNotTaken, type FailedDeliveries } from './failed-delivery.ts';

/** Where failures are logged and stored. */
export interface NotingFailures {
  readonly clock: () => string;
  readonly failures?: FailedDeliveries;
  /** Streams that failed in this process: see {@link forgetRecovered}. */
  readonly failing?: Set<string>;
  readonly tracing?: Pick<Tracing, 'log'>;
}

/** The most characters of an error that are stored. */
const longestError = 1_000;

/**
 * Logs and stores a subscriber's failure for operators. An unavailable store is not stored as a failure, as other alerts show
 * it. When the failure cannot be stored, nothing is thrown: the batch is delivered again, and fails again.
 */
export const noteFailure = async (
  { clock, failures, tracing }: NotingFailures,
  {
    subscriber,
    streamId,
    commits,
  }: { readonly subscriber: string; readonly streamId: StreamId; readonly commits: readonly Commit[] },
  error: unknown,
): Promise<void> => {
  const failed = {
    subscriber,
    streamId,
    version: versionOf(error, commits),
    error: String(error).slice(0, longestError),
    failedAt: clock(),
  };
  tracing?.log({ event: 'failed-delivery', ...failed });
  if (error instanceof StoreUnavailable) return;
  await failures?.record(failed).catch(() => undefined);
};

/** The version of the event that failed; where that is not known, of the first event that was delivered. */
export const versionOf = (error: unknown, commits: readonly Commit[]): number =>
  error instanceof EventNotTaken ? error.version : Math.min(...commits.map(firstVersionOf));
