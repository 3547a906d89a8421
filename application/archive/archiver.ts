import { deliverByStream, type Delivery } from '../feed/deliver-by-stream.ts';
import { readFeedBatch } from '../feed/feed-batch.ts';
import type { DeliveredBy, Subscriber } from '../feed/subscriber.ts';
import { waitingStreams } from '../feed/waiting-streams.ts';
import type { Archive } from './archive.ts';
import { archivedCommit } from './archived-commit.ts';

/** What archiving needs from outside. Commits are archived as they lie in the store: what is personal in them stays sealed. */
export interface Archiving extends Omit<Delivery, 'reveal'> {
  readonly archive: Archive;
}

/** The name under which the archive reads the feed and parks. */
export const archiverName = 'archive';

/**
 * Keeps the archive up to date, one addition for a whole batch. It asks no event schema: unknown events are archived like
 * all others. Only a document that is no commit is parked, and its stream waits as a whole, so that no stream has a hole.
 */
export const archiver = ({ archive, parkingLot, clock }: Archiving): Subscriber => {
  const deliver = async (documents: readonly unknown[], by: DeliveredBy = 'feed') => {
    const batch = readFeedBatch(documents);
    const { streams, unreadable } = batch;
    const behindParked = by === 'feed' ? await waitingStreams(archiverName, parkingLot, batch) : [];
    const waiting = new Set([...behindParked, ...unreadable.map(({ streamId }) => streamId)]);
    const ready = [...streams].filter(([streamId]) => !waiting.has(streamId));
    const commits = ready.flatMap(([, delivered]) => delivered.map(({ document }) => archivedCommit(document)));
    const added = new Set((await archive.add(commits)).map(({ streamId }) => streamId));
    return deliverByStream(archiverName, { parkingLot, clock, by }, documents, async (streamId) => {
      if (waiting.has(streamId)) return 'parked';
      return added.has(streamId) ? 'applied' : 'alreadyApplied';
    });
  };
  return { name: archiverName, deliver };
};
