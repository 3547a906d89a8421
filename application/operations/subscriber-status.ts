import { z } from 'zod';
import { failedDelivery, type FailedDeliveries } from '../feed/failed-delivery.ts';
import type { ParkingLot } from '../feed/parking-lot.ts';
import type { Subscriber } from '../feed/subscriber.ts';
import { inParallel } from '../in-parallel.ts';
import { behindSecondsOf, excuse, rangeLag, secondsSince, type LagReports } from '../lag/subscriber-lag.ts';

const count = z.int().min(0);

/** What operators are shown of a subscriber. */
export const subscriberStatus = z.object({
  name: z.string(),
  lag: z
    .object({
      /** On the worst range, when it was measured. */
      behindSeconds: count,
      /** Why it is not late although it is behind, if there is a reason. */
      excuse: excuse.nullable(),
      checkedAt: z.iso.datetime(),
      /** How old the measurement is. One is made every minute. */
      checkedSecondsAgo: count,
      ranges: z.array(rangeLag.unwrap().omit({ settled: true })).readonly(),
    })
    .nullable(),
  parked: z.object({
    streams: count,
    /** How often later commits of these streams were held back. */
    heldBack: count,
    /** Whether more streams are parked than were counted. */
    isMore: z.boolean(),
  }),
  lastFailure: failedDelivery.nullable(),
});

/** What operators are shown of a subscriber. */
export type SubscriberStatus = Readonly<z.infer<typeof subscriberStatus>>;

/** The ports of {@link describeSubscribers}. */
export interface DescribingSubscribers {
  readonly subscribers: readonly Pick<Subscriber, 'name'>[];
  readonly lagReports: Pick<LagReports, 'list'>;
  readonly parkingLot: Pick<ParkingLot, 'list'>;
  readonly failures: Pick<FailedDeliveries, 'list'>;
  /** Now, as an ISO 8601 date and time. */
  readonly clock: () => string;
}

/** Parked streams are counted up to this many: one page. */
const mostCounted = 100;
const atOnce = 4;

/** Describes every subscriber: how late it is, what is parked, and how it failed last. `lag` is null until it was measured once. */
export const describeSubscribers =
  ({ subscribers, lagReports, parkingLot, failures, clock }: DescribingSubscribers) =>
  async (): Promise<readonly SubscriberStatus[]> => {
    const [lags, failed] = await Promise.all([lagReports.list(), failures.list()]);
    const now = clock();
    return inParallel(atOnce, subscribers, async ({ name }) => {
      const { items, continuation } = await parkingLot.list({ subscriber: name, limit: mostCounted });
      const lag = lags.find(({ subscriber }) => subscriber === name);
      return {
        name,
        lag: lag === undefined ? null : shown(lag, now),
        parked: {
          streams: items.length,
          heldBack: items.reduce((sum, { heldBack = 0 }) => sum + heldBack, 0),
          isMore: continuation !== undefined,
        },
        lastFailure: failed.find(({ subscriber }) => subscriber === name) ?? null,
      };
    });
  };

const shown = (
  { checkedAt, ranges, excuse: reason }: Awaited<ReturnType<LagReports['list']>>[number],
  now: string,
): SubscriberStatus['lag'] => ({
  behindSeconds: behindSecondsOf({ ranges }),
  excuse: reason ?? null,
  checkedAt,
  checkedSecondsAgo: secondsSince(checkedAt, now),
  ranges: ranges.map(({ range, behindSeconds, sampled, parked, waiting }) => ({
    range,
    behindSeconds,
    sampled,
    parked,
    waiting,
  })),
});
