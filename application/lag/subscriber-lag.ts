import { z } from 'zod';
import { streamIdSchema } from '../streams/commit.ts';

const count = z.int().min(0);

const storedCommit = z
  .object({
    streamId: streamIdSchema,
    category: z.string(),
    version: z.int().min(1),
    recordedAt: z.iso.datetime(),
    writtenAt: count,
  })
  .readonly();

/** How far behind a subscriber is on one range of the feed. */
export const rangeLag = z
  .object({
    /** The first key of the range, and the first behind it. */
    range: z.string(),
    /** The age of the oldest commit that should have had an effect, and has none. */
    behindSeconds: count,
    /** How many commits were looked at. */
    sampled: count,
    /** Commits among them that are left out, because their stream is parked. */
    parked: count,
    /** The oldest commit without its effect. It is looked at again, until it has it: else a frozen subscriber would seem as late as its newest commits are old. */
    waiting: storedCommit.nullable(),
    /** The newest commit of the range when everything was found last. Nothing is asked again until there is a newer one. */
    settled: storedCommit.nullable(),
  })
  .readonly();

/** How far behind a subscriber is on one range of the feed. */
export type RangeLag = z.infer<typeof rangeLag>;

/** Why a subscriber that is behind is not late: it is being built, or readers get another generation. */
export const excuse = z.enum(['being-built', 'not-live']);

/** Why a subscriber that is behind is not late. */
export type Excuse = z.infer<typeof excuse>;

/** The lag of one subscriber, as it was measured last. */
export const subscriberLag = z
  .object({
    subscriber: z.string(),
    checkedAt: z.iso.datetime(),
    ranges: z.array(rangeLag).readonly(),
    /** Only where the subscriber is behind. */
    excuse: excuse.exactOptional(),
    /** Since when every measurement, made minute by minute, has found it near the store. Not where the last one has not. */
    nearSince: z.iso.datetime().exactOptional(),
  })
  .readonly();

/** The lag of one subscriber, as it was measured last. */
export type SubscriberLag = z.infer<typeof subscriberLag>;

/** Less than so many seconds behind, a subscriber is near the store: a feed that is read every few seconds is never at its end. */
export const nearSeconds = 10;

/** Where the last measurement of each subscriber is stored. */
export interface LagReports {
  /** Replaces the subscriber's earlier measurement. */
  save(lag: SubscriberLag): Promise<void>;

  /** The last measurement of each subscriber. A damaged one is left out. */
  list(): Promise<readonly SubscriberLag[]>;
}

/** How far behind a subscriber was on its worst range. */
export const behindSecondsOf = ({ ranges }: Pick<SubscriberLag, 'ranges'>): number =>
  Math.max(0, ...ranges.map(({ behindSeconds }) => behindSeconds));

/** What an alert goes by: nothing for a subscriber that is behind and has an excuse. */
export const lateSecondsOf = (lag: SubscriberLag): number => (lag.excuse === undefined ? behindSecondsOf(lag) : 0);

/** Seconds since the subscriber was last known to be current: they grow also while nobody measures. */
export const ageOf = (lag: SubscriberLag, now: string): number =>
  secondsSince(lag.checkedAt, now) + behindSecondsOf(lag);

/** Whole seconds from one time to another; 0 where the clocks differ. */
export const secondsSince = (then: string, now: string): number =>
  Math.max(0, Math.round((Date.parse(now) - Date.parse(then)) / 1_000));
