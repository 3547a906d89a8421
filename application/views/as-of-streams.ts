import type { EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { StreamId } from '../../domain/modelling/ids.ts';
import type { StoredRecord } from '../streams/event-codec.ts';
import type { EventStore } from '../streams/event-store.ts';
import { readableEvents } from '../streams/readable-events.ts';

/** As of a moment, each stream behind an answer is read again, at one query each; an answer with more than these is refused. */
export const mostStreamsAsOf = 500;

/** How many streams are read at the same time. */
export const streamsAtOnce = 16;

/** More streams are behind what was asked for than are read again for one answer. */
export interface TooManyStreams {
  readonly found: 'too many streams';
}

/**
 * The events of a stream up to a moment, that included: those before the first that was recorded later. Times of a stream never go
 * back, so this is exact. Throws where it cannot be read so far.
 */
export const eventsAsOf = async <Types extends EventTypes>(
  source: { readonly events: Types },
  eventStore: Pick<EventStore, 'read'>,
  { streamId, asOf }: { readonly streamId: StreamId; readonly asOf: string },
): Promise<readonly StoredRecord<EventOf<Types>>[]> => {
  const { records, failure } = await readableEvents(source, eventStore, streamId);
  const later = records.findIndex(({ recordedAt }) => Date.parse(recordedAt) > Date.parse(asOf));
  if (later < 0 && failure !== undefined) throw failure;
  return later < 0 ? records : records.slice(0, later);
};
