import type { ParkingLot } from '../feed/parking-lot.ts';
import { inParallel } from '../in-parallel.ts';
import type { RetryStreams } from './retry-by-itself.ts';
import type { RetryReport } from './retry-parked.ts';

/** The ports of the retry that follows a release. */
export interface RetryingBuilds {
  readonly parkingLot: Pick<ParkingLot, 'triedByOthers'>;
  readonly retry: RetryStreams;
  readonly subscribers: readonly { readonly name: string }[];
  /** The build of the code that runs. Without one nothing is retried. */
  readonly build: string | undefined;
}

/** How the retry went of one subscriber. */
export interface BuildRetry extends RetryReport {
  readonly subscriber: string;
}

/**
 * Retries what another build has parked: each stream once, as its new attempt is stored under this build. Run every minute. A
 * subscriber whose first streams still cannot be taken goes on with the next of them at its next run, so a release that repairs
 * nothing costs one replay a minute. After a crash the next run goes on, since whatever is left still has the other build.
 */
export const retryOlderBuilds =
  ({ parkingLot, retry, subscribers, build }: RetryingBuilds) =>
  async (): Promise<readonly BuildRetry[]> => {
    if (build === undefined) return [];
    const left = await parkingLot.triedByOthers(build);
    const affected = subscribers.filter(({ name }) => left.some(({ subscriber }) => subscriber === name));
    return inParallel(affected.length, affected, async ({ name }) => {
      const streamIds = left.filter(({ subscriber }) => subscriber === name).map(({ streamId }) => streamId);
      return { subscriber: name, ...(await retry(name, streamIds)) };
    });
  };
