import type { StreamId } from '../../domain/modelling/ids.ts';
import type { EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import { Undeliverable } from '../undeliverable.ts';
import { decodeCommits, type StoredRecord } from './event-codec.ts';
import type { EventStore } from './event-store.ts';
import { continuing } from './stream-head.ts';

const beforeFirst = { version: 0 };

/** The events of a stream up to the first that cannot be read, and why that one cannot. */
export interface ReadableEvents<Event> {
  readonly records: readonly StoredRecord<Event>[];
  readonly failure?: Undeliverable;
}

/**
 * Reads the events of a stream as far as they can be read: up to a gap, a commit that was changed, an unknown or a broken event. So whose a damaged stream is
 * can still be said, where its first events say it.
 */
export const readableEvents = async <Events extends EventTypes>(
  { events }: { readonly events: Events },
  eventStore: Pick<EventStore, 'read'>,
  streamId: StreamId,
): Promise<ReadableEvents<EventOf<Events>>> => {
  const records: StoredRecord<EventOf<Events>>[] = [];
  try {
    const commits = await eventStore.read(streamId);
    for (const [index, commit] of commits.entries()) {
      records.push(...decodeCommits(events, continuing(streamId, commits[index - 1] ?? beforeFirst, [commit])));
    }
    return { records };
  } catch (error) {
    if (error instanceof Undeliverable) return { records, failure: error };
    throw error;
  }
};
