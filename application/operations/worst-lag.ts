import { z } from 'zod';
import type { Subscriber } from '../feed/subscriber.ts';
import {
  behindSecondsOf,
  excuse,
  lateSecondsOf,
  secondsSince,
  type LagReports,
  type SubscriberLag,
} from '../lag/subscriber-lag.ts';

const count = z.int().min(0);

/** Which subscriber is the latest of all, and of which nothing is known. */
export const worstLag = z.object({
  /** The one that was current the longest ago: how late it was when it was measured, and the time since. Null before any was measured. */
  worst: z
    .object({
      subscriber: z.string(),
      /** When it was measured. */
      behindSeconds: count,
      /** Why it is not late although it is behind, if there is a reason. */
      excuse: excuse.nullable(),
      checkedAt: z.iso.datetime(),
      /** How old the measurement is. One is made every minute. */
      checkedSecondsAgo: count,
    })
    .nullable(),
  /** The subscribers that were never measured. */
  neverMeasured: z.array(z.string()).readonly(),
});

/** Which subscriber is the latest of all, and of which nothing is known. */
export type WorstLag = Readonly<z.infer<typeof worstLag>>;

/** The ports of {@link findWorstLag}. */
export interface FindingWorstLag {
  readonly subscribers: readonly Pick<Subscriber, 'name'>[];
  readonly lagReports: Pick<LagReports, 'list'>;
  /** Now, as an ISO 8601 date and time. */
  readonly clock: () => string;
}

/** Finds the subscriber that is the latest of all, by the last measurements: one query. Reports of subscribers that were removed are left out. */
export const findWorstLag =
  ({ subscribers, lagReports, clock }: FindingWorstLag) =>
  async (): Promise<WorstLag> => {
    const reports = new Map((await lagReports.list()).map((lag) => [lag.subscriber, lag]));
    const now = clock();
    const lags = subscribers.flatMap(({ name }) => reports.get(name) ?? []);
    const worst = lags.toSorted((one, other) => lateFor(other, now) - lateFor(one, now)).at(0);
    return {
      worst: worst === undefined ? null : shown(worst, now),
      neverMeasured: subscribers.map(({ name }) => name).filter((name) => !reports.has(name)),
    };
  };

/** A lag that nobody measures grows. */
const lateFor = (lag: SubscriberLag, now: string): number => lateSecondsOf(lag) + secondsSince(lag.checkedAt, now);

const shown = (lag: SubscriberLag, now: string): WorstLag['worst'] => ({
  subscriber: lag.subscriber,
  behindSeconds: behindSecondsOf(lag),
  excuse: lag.excuse ?? null,
  checkedAt: lag.checkedAt,
  checkedSecondsAgo: secondsSince(lag.checkedAt, now),
});
