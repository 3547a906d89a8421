import type { MeasuredSubscriber } from '../feed/measured-subscriber.ts';
import type { ParkingLot } from '../feed/parking-lot.ts';
import { inParallel } from '../in-parallel.ts';
import { measureRange } from './measure-range.ts';
import type { NewestCommits } from './newest-commits.ts';
import {
  behindSecondsOf,
  nearSeconds,
  secondsSince,
  type Excuse,
  type LagReports,
  type SubscriberLag,
} from './subscriber-lag.ts';

/** The ports of a measurement. */
export interface MeasuringLag {
  readonly newestCommits: NewestCommits;
  readonly parkingLot: Pick<ParkingLot, 'parkedAmong'>;
  readonly lagReports: LagReports;
  /** Now, as an ISO 8601 date and time. */
  readonly clock: () => string;
  readonly subscribers: readonly MeasuredSubscriber[];
  /** Why this subscriber is not late although it is behind, if there is a reason; asked only of one that is behind. */
  readonly excuseOf: (name: string, now: string) => Promise<Excuse | undefined>;
}

/** How many commits of a range are looked at, in one round. */
export const commitsOfRange = 20;
const atOnce = 4;

/**
 * Measures the lag of every subscriber against the store: the newest commits of each range, and the effects that they should have.
 * A follower that is frozen, was never started or has lost its lease is late, though it delivers nothing that could say so. The
 * subscribers that can be measured are reported also when another cannot; then its error is thrown, and its report stays old.
 */
export const measureLag =
  ({ newestCommits, parkingLot, lagReports, clock, subscribers, excuseOf }: MeasuringLag) =>
  async (): Promise<readonly SubscriberLag[]> => {
    const earlier = await lagReports.list();
    const samples = await newestCommits.newest(commitsOfRange);
    return inParallel(atOnce, subscribers, async (subscriber) => {
      const now = clock();
      const last = earlier.find((each) => each.subscriber === subscriber.name);
      const before = last?.ranges ?? [];
      const ranges = await inParallel(atOnce, samples, (sample) =>
        measureRange({ subscriber, parkingLot, now, isFirst: earlier.length === 0 }, sample, before),
      );
      const behindSeconds = behindSecondsOf({ ranges });
      const excuse = behindSeconds > 0 ? await excuseOf(subscriber.name, now) : undefined;
      const lag = {
        ...{ subscriber: subscriber.name, checkedAt: now, ranges },
        ...(excuse !== undefined && { excuse }),
        ...(behindSeconds < nearSeconds && { nearSince: nearSinceOf(last, now) }),
      };
      await lagReports.save(lag);
      return lag;
    });
  };

/** Measurements that lie further apart than this, in seconds, say nothing of the time between them. */
const mostBetween = 150;

const nearSinceOf = (last: SubscriberLag | undefined, now: string): string =>
  last?.nearSince !== undefined && secondsSince(last.checkedAt, now) <= mostBetween ? last.nearSince : now;
