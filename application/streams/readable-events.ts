import type { StreamId } from '../../domain/modelling/ids.ts';
import type { EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import { Undeliverable } from '../undeliverable.ts';
import type { StreamEnd } from './commit.ts';
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
export const readableEvents = <Events extends EventTypes>(
  ...of: Parameters<typeof readingOn<Events>>
): Promise<ReadableEvents<EventOf<Events>>> => readingOn(...of)();

/**
 * Reads a stream for a question that looks again and again: each time all its events, as {@link readableEvents} gives them, but from the
 * store only what is behind those that were read before. It remembers them, so it must not outlive the question.
 */
export const readingOn = <Events extends EventTypes>(
  { events }: { readonly events: Events },
  eventStore: Pick<EventStore, 'read'>,
  streamId: StreamId,
): (() => Promise<ReadableEvents<EventOf<Events>>>) => {
  let records: readonly StoredRecord<EventOf<Events>>[] = [];
  return async () => {
    const read = [...records];
    let end: StreamEnd = records.at(-1)?.commit ?? beforeFirst;
    try {
      for (const commit of await eventStore.read(streamId, end.version)) {
        read.push(...decodeCommits(events, continuing(streamId, end, [commit])));
        end = commit;
      }
      return { records: read };
    } catch (error) {
      if (error instanceof Undeliverable) return { records: read, failure: error };
      throw error;
    } finally {
      records = read;
    }
  };
};
