import type { FeedMark, FeedMarks } from '../../../application/feed/feed-marks.ts';
import type { StoredCommit } from '../../../application/feed/measured-subscriber.ts';
import type { NewestCommits } from '../../../application/lag/newest-commits.ts';
import { commitSchema } from '../../../application/streams/commit.ts';
import { secondOf } from '../../../application/feed/feed-marks.ts';
import type { Feed } from './feed.ts';
import { feedRangeOf, isKeyIn, isStreamIn } from './key-ranges.ts';

/** How long the store keeps a mark, in milliseconds: for some measurements, as one or the other fails. */
const keptForMs = 15 * 60_000;

/** Marks that are forgotten after a while, as in the store. `now` gives virtual milliseconds. */
export const marksFor = (now: () => number): FeedMarks => {
  const noted = new Map<string, (FeedMark & { readonly at: number })[]>();
  const keptOf = (subscriber: string) => (noted.get(subscriber) ?? []).filter(({ at }) => now() - at < keptForMs);
  return {
    note: async (subscriber, ...marks) =>
      void noted.set(subscriber, [...keptOf(subscriber), ...marks.map((mark) => ({ ...mark, at: now() }))]),
    passed: async (subscriber, range) =>
      keptOf(subscriber)
        .filter(({ streamId }) => isStreamIn(range, streamId))
        .reduce<number | undefined>((newest = -1, { writtenAt }) => Math.max(newest, writtenAt), undefined),
  };
};

/** The newest commits of each range that the store has at this moment. */
export const newestCommitsOf = (feed: Feed): NewestCommits => ({
  newest: async (atMost) =>
    feed.ranges().map((range) => {
      const documents = feed.all().filter(({ key }) => isKeyIn(range, key));
      const commits = documents
        .slice(-atMost)
        .toReversed()
        .map(({ document }): StoredCommit => {
          const { streamId, category, version, recordedAt } = commitSchema.parse(document);
          return { streamId, category, version, recordedAt, writtenAt: secondOf(document, recordedAt) };
        });
      const named = feedRangeOf(range);
      return { range: named, holds: (streamId) => isStreamIn(named, streamId), commits };
    }),
});
