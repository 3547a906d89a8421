import type { FeedMarks } from '../../application/feed/feed-marks.ts';
import { secondOf } from '../../application/feed/feed-marks.ts';
import type { NewestCommits } from '../../application/lag/newest-commits.ts';
import type { LagReports, SubscriberLag } from '../../application/lag/subscriber-lag.ts';
import { commitSchema } from '../../application/streams/commit.ts';
import { jsonCopy } from '../stored-json.ts';
import type { InMemoryEventStore } from './in-memory-event-store.ts';

/** Marks that are forgotten on restart. There is one range. */
export const inMemoryFeedMarks = (): FeedMarks => {
  const marks = new Map<string, number>();
  return {
    note: async (subscriber, ...passed) =>
      void marks.set(subscriber, Math.max(...passed.map(({ writtenAt }) => writtenAt), marks.get(subscriber) ?? -1)),
    passed: async (subscriber) => marks.get(subscriber),
  };
};

/** Measurements that are forgotten on restart. */
export const inMemoryLagReports = (): LagReports => {
  const reports = new Map<string, SubscriberLag>();
  return {
    save: async (lag) => void reports.set(lag.subscriber, jsonCopy(lag)),
    list: async () => [...reports.values()].map(jsonCopy),
  };
};

/** The newest commits of a store in memory, whose feed is one range. */
export const inMemoryNewestCommits = ({ feed }: Pick<InMemoryEventStore, 'feed'>): NewestCommits => ({
  newest: async (atMost) => {
    const commits = feed().flatMap((document) => {
      const parsed = commitSchema.safeParse(document);
      if (!parsed.success) return [];
      const { streamId, category, version, recordedAt } = parsed.data;
      return [{ streamId, category, version, recordedAt, writtenAt: secondOf(document, recordedAt) }];
    });
    return [{ range: { from: '', to: 'FF' }, holds: () => true, commits: commits.slice(-atMost).toReversed() }];
  },
});
