import type { FailingParked, ParkingLot } from '../feed/parking-lot.ts';
import { inParallel } from '../in-parallel.ts';
import type { BuildRetry } from './retry-older-builds.ts';
import type { RetryStreams } from './retry-by-itself.ts';

/** The ports of the retry of what was parked a short while ago. */
export interface RetryingFailing {
  readonly parkingLot: Pick<ParkingLot, 'failingSince'>;
  readonly retry: RetryStreams;
  readonly subscribers: readonly { readonly name: string }[];
  readonly clock: () => string;
}

/** For so long after it was parked a stream is retried by itself, in milliseconds. */
const retriedForMs = 60 * 60_000;

/** The shortest pause before it, in milliseconds. */
const shortestPauseMs = 60_000;

/**
 * Retries streams that were parked because they kept failing: in the hour after that, and each after twice the time, so some six
 * times. What failed for a while only goes on without an operator, although a stream that fails holds up others for seconds only.
 * Run every minute. Who was tried longest ago is first, so that a stream which can never be taken does not keep the others waiting.
 */
export const retryFailing =
  ({ parkingLot, retry, subscribers, clock }: RetryingFailing) =>
  async (): Promise<readonly BuildRetry[]> => {
    const now = Date.parse(clock());
    const failing = await parkingLot.failingSince(new Date(now - retriedForMs).toISOString());
    const due = failing
      .filter((each) => isDue(each, now))
      .toSorted((one, other) => (one.lastAt < other.lastAt ? -1 : 1));
    const affected = subscribers.filter(({ name }) => due.some(({ subscriber }) => subscriber === name));
    return inParallel(affected.length, affected, async ({ name }) => {
      const streamIds = due.filter(({ subscriber }) => subscriber === name).map(({ streamId }) => streamId);
      return { subscriber: name, ...(await retry(name, streamIds)) };
    });
  };

const isDue = ({ firstAt, lastAt }: FailingParked, now: number): boolean => {
  const last = Date.parse(lastAt);
  return now - last >= Math.max(shortestPauseMs, last - Date.parse(firstAt));
};
