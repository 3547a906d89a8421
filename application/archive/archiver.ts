import type { Subject } from '../../domain/modelling/ids.ts';
import { deliverByStream, type Delivery } from '../feed/deliver-by-stream.ts';
import { readFeedBatch, type Delivered } from '../feed/feed-batch.ts';
import { passedStreams } from '../feed/passed-streams.ts';
import type { DeliveredBy, Subscriber } from '../feed/subscriber.ts';
import { notePassed, waitingStreams } from '../feed/waiting-streams.ts';
import { subjectsInDocument } from '../privacy/personal-values.ts';
import type { Archive } from './archive.ts';
import { archivedCommit } from './archived-commit.ts';
import { copyKeys, type ArchivedKeys } from './copy-keys.ts';

/**
 * What the archiver works with. Commits are archived as they are stored: personal values stay sealed, and keys stay wrapped.
 */
export interface Archiving extends Omit<Delivery, 'decrypt'>, ArchivedKeys {
  readonly archive: Archive;
}

/** The subscriber's name. */
export const archiverName = 'archive';

/**
 * Adds each batch of the feed to the archive in one call. No event schema is applied: unknown events are archived like all
 * others. A key is copied before the first commit that needs it, so archived commits are readable after a restore; a key that was
 * destroyed meanwhile stays destroyed. Only a document that is not a commit is parked. Its whole stream then waits, so that no
 * stream in the archive has a gap.
 */
export const archiver = ({ archive, keyDocuments, archivedKeys, ...delivery }: Archiving): Subscriber => {
  const copy = keyCopier({ keyDocuments, archivedKeys });
  const passed = passedStreams();

  const deliver = async (delivered: Delivered, by: DeliveredBy = 'feed') => {
    const batch = readFeedBatch(delivered);
    const { streams, unreadable } = batch;
    const sequence = { by, passed, parkingLot: delivery.parkingLot };
    const waiting = new Set([
      ...(await waitingStreams(archiverName, sequence, batch)),
      ...unreadable.map(({ streamId }) => streamId),
    ]);
    const ready = [...streams].filter(([streamId]) => !waiting.has(streamId));
    const stored = ready.flatMap(([, ofStream]) => ofStream.map(({ document }) => document));
    await copy(stored.flatMap(subjectsInDocument));
    const added = new Set((await archive.add(stored.map(archivedCommit))).map(({ streamId }) => streamId));
    notePassed(sequence, batch, (streamId) => !waiting.has(streamId));
    return deliverByStream(archiverName, { ...delivery, by }, batch, async (streamId) => {
      if (waiting.has(streamId)) return 'parked';
      return added.has(streamId) ? 'applied' : 'alreadyApplied';
    });
  };
  return { name: archiverName, deliver };
};

/** Subject names in memory at most, about 100 bytes each. */
const subjectsInMemory = 50_000;

/** Copies each key once per process. Copying an existing key costs one more read and changes nothing. */
const keyCopier = ({ keyDocuments, archivedKeys }: ArchivedKeys) => {
  const copied = new Set<Subject>();
  return async (subjects: readonly Subject[]): Promise<void> => {
    const fresh = [...new Set(subjects)].filter((subject) => !copied.has(subject));
    const missing = new Set(await copyKeys(fresh, { from: keyDocuments, to: archivedKeys }));
    if (copied.size > subjectsInMemory) copied.clear();
    for (const subject of fresh) if (!missing.has(subject)) copied.add(subject);
  };
};
