import type { EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import { Undeliverable } from '../undeliverable.ts';
import { isContinuation, type Commit } from './commit.ts';
import { decodeCommits, type StoredRecord } from './event-codec.ts';
import type { EventStore } from './event-store.ts';
import { DamagedStream } from './stream-head.ts';

/** The events of a stream up to the first that cannot be read, and why that one cannot. */
export interface ReadableEvents<Event> {
  readonly records: readonly StoredRecord<Event>[];
  readonly failure?: Undeliverable;
}

/**
 * Reads the events of a stream as far as they can be read: up to a gap, an unknown or a broken event. So whose a damaged stream is
 * can still be said, where its first events say it.
 */
export const readableEvents = async <Events extends EventTypes>(
  { events }: { readonly events: Events },
  eventStore: Pick<EventStore, 'read'>,
  streamId: string,
): Promise<ReadableEvents<EventOf<Events>>> => {
  const records: StoredRecord<EventOf<Events>>[] = [];
  try {
    const commits = await eventStore.read(streamId);
    for (const [index, commit] of commits.entries()) {
      assertContinuation(streamId, commits[index - 1]?.version ?? 0, commit);
      records.push(...decodeCommits(events, [commit]));
    }
    return { records };
  } catch (error) {
    if (error instanceof Undeliverable) return { records, failure: error };
    throw error;
  }
};

const assertContinuation = (streamId: string, version: number, commit: Commit): void => {
  if (!isContinuation(version, [commit])) throw new DamagedStream(streamId, version, [commit]);
};
