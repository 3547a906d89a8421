import { deliverByStream, type Delivery } from '../feed/deliver-by-stream.ts';
import { readFeedBatch } from '../feed/feed-batch.ts';
import type { DeliveredBy, Subscriber } from '../feed/subscriber.ts';
import { waitingStreams } from '../feed/waiting-streams.ts';
import { subjectsInDocument } from '../privacy/subjects.ts';
import type { Archive } from './archive.ts';
import { archivedCommit } from './archived-commit.ts';
import { copyKeys, type ArchivedKeys } from './copy-keys.ts';

/**
 * What archiving needs from outside. Commits are archived as they lie in the store: what is personal in them stays sealed, and
 * the keys stay wrapped.
 */
export interface Archiving extends Omit<Delivery, 'reveal'>, ArchivedKeys {
  readonly archive: Archive;
}

/** The name under which the archive reads the feed and parks. */
export const archiverName = 'archive';

/**
 * Keeps the archive up to date, one addition for a whole batch. It asks no event schema: unknown events are archived like
 * all others. A key is copied before the first commit that needs it, so what is archived can be read after a restore, and a key that
 * was destroyed meanwhile stays destroyed. Only a document that is no commit is parked, and its stream waits as a whole, so that no stream has a hole.
 */
export const archiver = ({ archive, parkingLot, clock, ...keys }: Archiving): Subscriber => {
  const copy = keyCopier(keys);

  const deliver = async (documents: readonly unknown[], by: DeliveredBy = 'feed') => {
    const batch = readFeedBatch(documents);
    const { streams, unreadable } = batch;
    const behindParked = by === 'feed' ? await waitingStreams(archiverName, parkingLot, batch) : [];
    const waiting = new Set([...behindParked, ...unreadable.map(({ streamId }) => streamId)]);
    const ready = [...streams].filter(([streamId]) => !waiting.has(streamId));
    const stored = ready.flatMap(([, delivered]) => delivered.map(({ document }) => document));
    await copy(stored.flatMap(subjectsInDocument));
    const added = new Set((await archive.add(stored.map(archivedCommit))).map(({ streamId }) => streamId));
    return deliverByStream(archiverName, { parkingLot, clock, by }, documents, async (streamId) => {
      if (waiting.has(streamId)) return 'parked';
      return added.has(streamId) ? 'applied' : 'alreadyApplied';
    });
  };
  return { name: archiverName, deliver };
};

/** Names of subjects, some 100 bytes each. */
const subjectsInMemory = 50_000;

/** Copies each key once, as far as this process remembers. A copy that is there already costs one more look, and changes nothing. */
const keyCopier = ({ keyDocuments, archivedKeys }: ArchivedKeys) => {
  const copied = new Set<string>();
  return async (subjects: readonly string[]): Promise<void> => {
    const fresh = [...new Set(subjects)].filter((subject) => !copied.has(subject));
    const missing = new Set(await copyKeys(fresh, { from: keyDocuments, to: archivedKeys }));
    if (copied.size > subjectsInMemory) copied.clear();
    for (const subject of fresh) if (!missing.has(subject)) copied.add(subject);
  };
};
