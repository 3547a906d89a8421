import { firstVersionOf, type Commit } from '../streams/commit.ts';
import { StoreUnavailable } from '../streams/event-store.ts';
import type { Tracing } from '../tracing.ts';
import { EventNotTaken, type FailedDeliveries } from './failed-delivery.ts';

/** Where failures are noted. */
export interface NotingFailures {
  readonly clock: () => string;
  readonly failures?: FailedDeliveries;
  readonly tracing?: Pick<Tracing, 'log'>;
}

/** As much of an error as a person reads. */
const longestError = 1_000;

/**
 * Names to operators what a subscriber failed on. The note is kept where it can be: a store that is unavailable is seen
 * elsewhere, and whatever else goes wrong with the note, the batch comes again and brings another one.
 */
export const noteFailure = async (
  { clock, failures, tracing }: NotingFailures,
  {
    subscriber,
    streamId,
    commits,
  }: { readonly subscriber: string; readonly streamId: string; readonly commits: readonly Commit[] },
  error: unknown,
): Promise<void> => {
  const failed = {
    subscriber,
    streamId,
    version: error instanceof EventNotTaken ? error.version : Math.min(...commits.map(firstVersionOf)),
    error: String(error).slice(0, longestError),
    failedAt: clock(),
  };
  tracing?.log({ event: 'failed-delivery', ...failed });
  if (error instanceof StoreUnavailable) return;
  await failures?.record(failed).catch(() => undefined);
};
