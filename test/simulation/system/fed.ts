import type { InMemoryEventStore } from '../../../adapters/memory/index.ts';
import { feedOf, type Feed } from './feed.ts';
import { marksFor, newestCommitsOf } from './lag.ts';
import type { Stored } from './stored.ts';

/** The stores with the feed of their history, in so many ranges at first. `now` gives virtual milliseconds. */
export const withFeed = (
  stored: Stored,
  ranges: number,
  now: () => number,
): { readonly feed: Feed; readonly stored: Stored } => {
  const feed = feedOf(stored.eventStore, ranges, now);
  const fed = { feedMarks: marksFor(now), newestCommits: newestCommitsOf(feed) };
  return { feed, stored: { ...stored, ...fed, eventStore: feedingStore(stored.eventStore, feed.refresh) } };
};

/** The store, whose feed hears of every append. */
const feedingStore = (store: InMemoryEventStore, refresh: () => void): InMemoryEventStore => ({
  ...store,
  append: async (...asked) => {
    const outcome = await store.append(...asked);
    refresh();
    return outcome;
  },
});
