import {
  correlatedCommit,
  type CorrelatedCommit,
  type CorrelatedCommits,
} from '../../application/history/correlated-commits.ts';
import { commitSchema } from '../../application/streams/commit.ts';
import { correlationPlace, type CorrelationPlace } from '../correlation-place.ts';
import type { InMemoryEventStore } from './in-memory-event-store.ts';
import { ordered, sortedPage, type Sorting } from './sorted-page.ts';

/** The commits of a store in memory, by the request that they follow from. */
export const inMemoryCorrelatedCommits = ({ feed }: Pick<InMemoryEventStore, 'feed'>): CorrelatedCommits => ({
  of: async (correlationId, request) => {
    const commits = feed().flatMap((document) => {
      const { data } = commitSchema.safeParse(document);
      return data?.correlationId === correlationId ? [withTypes(data)] : [];
    });
    return sortedPage(commits, byTime, { ...request, partition: correlationId });
  },
});

const withTypes = ({ events, ...commit }: ReturnType<typeof commitSchema.parse>): CorrelatedCommit =>
  correlatedCommit.parse({ ...commit, types: events.map(({ type }) => type) });

const byTime: Sorting<CorrelatedCommit, CorrelationPlace> = {
  schema: correlationPlace,
  placeOf: ({ recordedAt, streamId, version }) => [recordedAt, streamId, version],
  compare: (one, other) => ordered(one[0], other[0]) || ordered(one[1], other[1]) || ordered(one[2], other[2]),
};
