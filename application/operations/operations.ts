import type { Tracing } from '../tracing.ts';
import { replayStream, type Replaying } from './replay.ts';
import { retryFailing } from './retry-failing.ts';
import { retryOlderBuilds } from './retry-older-builds.ts';
import { parkedStreams, retryStreams, type MeantStreams, type RetryReport } from './retry-parked.ts';
import { skipParked } from './skip-parked.ts';

/** The ports of what operators do. */
export interface Operating extends Replaying {
  readonly clock: () => string;
  readonly tracing: Pick<Tracing, 'log'>;
  readonly build: string | undefined;
}

/** What operators do with what is parked, and what a new build does by itself. */
export const operations = (operating: Operating) => {
  const { parkingLot, subscribers } = operating;
  const replay = replayStream(operating);
  return {
    /** Delivers a whole stream to one subscriber again; undefined when there is no such subscriber. */
    replay,

    /** Retries what a subscriber has parked: see {@link retryStreams}. Undefined when there is no such subscriber. */
    retryParked: async (meant: MeantStreams): Promise<RetryReport | undefined> =>
      subscribers.some(({ name }) => name === meant.subscriber)
        ? retryStreams(replay, meant.subscriber, await parkedStreams(parkingLot, meant))
        : undefined,

    /** Retries what another build has parked: see {@link retryOlderBuilds}. */
    retryOlderBuilds: retryOlderBuilds({ ...operating, replay }),

    /** Retries what has kept failing until a short while ago: see {@link retryFailing}. */
    retryFailing: retryFailing({ ...operating, replay }),

    /** Gives up on a parked commit: see {@link skipParked}. */
    skipParked: skipParked(operating),
  };
};
