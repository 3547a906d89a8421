import { z } from 'zod';
import type { StreamId } from '../../domain/modelling/ids.ts';
import { readFeedBatch, type FeedBatch } from './feed-batch.ts';
import type { FeedRange, MeasuredSubscriber, Reached } from './measured-subscriber.ts';
import type { Subscriber } from './subscriber.ts';

/** A place in the feed: a stream, which lies in one range, and the second in which the store wrote a commit of it. */
export interface FeedMark {
  readonly streamId: StreamId;
  readonly writtenAt: number;
}

/** How far subscribers have come whose effects cannot be read back. */
export interface FeedMarks {
  /**
   * Notes that all was taken that the store wrote up to these places, in the parts of the keys in which their streams lie. Returns at
   * once, mostly: marks are stored at most every some seconds. Never throws, as a mark that was not stored only makes the
   * subscriber seem late.
   */
  note(subscriber: string, ...marks: readonly FeedMark[]): Promise<void>;

  /** The newest second noted in this range; undefined when none is. */
  passed(subscriber: string, range: FeedRange): Promise<number | undefined>;
}

/**
 * Measures a subscriber by marks. A feed range is delivered in the order of writing, so all commits of a range that were written up
 * to the second of its mark have been taken. What froze within that very second shows with the next commit. Marks are not kept
 * for long: what an earlier look has found counts like one.
 */
export const measuredByMarks = (subscriber: Subscriber, marks: FeedMarks): MeasuredSubscriber => {
  const { name } = subscriber;
  return {
    ...subscriber,
    deliver: async (delivered, by = 'feed') => {
      const batch = readFeedBatch(delivered);
      const report = await subscriber.deliver(batch, by);
      const passed = by === 'feed' ? marksOf(batch) : [];
      if (passed.length > 0) await marks.note(name, ...passed);
      return report;
    },
    reached: async (commits, range, foundUpTo = -1) => {
      const passed = Math.max(foundUpTo, (await marks.passed(name, range)) ?? -1);
      return commits.map(({ writtenAt }): Reached => (writtenAt <= passed ? 'reached' : 'missing'));
    },
  };
};

/** The store's own time stamp, where it sets one (Azure Cosmos DB documentation, "Resource model", `_ts`). */
const stamped = z.object({ _ts: z.number().exactOptional() });

/** The second in which a document was written: by its stamp, or where the store sets none, by its commit. */
export const secondOf = (document: unknown, recordedAt: string): number =>
  stamped.safeParse(document).data?._ts ?? Math.floor(Date.parse(recordedAt) / 1_000);

/** The newest mark of each stream: the range that they share may be divided before anything else is written in one of its halves. */
const marksOf = ({ streams }: FeedBatch): readonly FeedMark[] =>
  [...streams].map(([streamId, ofStream]) => ({
    streamId,
    writtenAt: Math.max(...ofStream.map(({ commit, document }) => secondOf(document, commit.recordedAt))),
  }));
