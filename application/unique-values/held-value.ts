import type { StreamId } from '../../domain/modelling/ids.ts';
import type { EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import { decodeCommits } from '../streams/event-codec.ts';
import type { EventStore } from '../streams/event-store.ts';
import { StreamHead } from '../streams/stream-head.ts';
import type { UniqueValue } from '../../domain/modelling/unique-value.ts';

/** The unique value of a stream; undefined when it has none. */
export interface HeldValue {
  readonly held: string | undefined;
  /** The end of the stream as it was read. */
  readonly head: StreamHead;
}

/** Reads a whole stream to find its unique value. Throws UnreadableCommit. */
export const readHeldValue = async <Events extends EventTypes>(
  streamId: StreamId,
  { events }: { readonly events: Events },
  unique: UniqueValue<EventOf<Events>, unknown>,
  eventStore: EventStore,
): Promise<HeldValue> => {
  const commits = await eventStore.read(streamId);
  const held = decodeCommits(events, commits).reduce<string | undefined>(
    (value, { event }) => unique.heldAfter(value, event),
    undefined,
  );
  return { held, head: StreamHead.beforeFirst(streamId).after(commits) };
};
