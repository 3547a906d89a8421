import type { StreamId } from '../../domain/modelling/ids.ts';
import type { EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { StoredRecord } from '../streams/event-codec.ts';
import type { EventStore } from '../streams/event-store.ts';
import { readableEvents } from '../streams/readable-events.ts';

/** A stream folded from its first event to its last; `failure` says why it could not be, in one sentence. */
export interface FoldedStream<Folded> {
  readonly folded: Folded;
  readonly version: number;
  /** When the last event was recorded; undefined when there is none. */
  readonly recordedAt: string | undefined;
  readonly failure: string | undefined;
}

/** Folds a stream afresh. An event that nobody can read or fold is no error here: an audit goes on with other streams. */
export const foldStream = async <Types extends EventTypes, Folded>(
  {
    source,
    eventStore,
  }: { readonly source: { readonly events: Types }; readonly eventStore: Pick<EventStore, 'read'> },
  streamId: StreamId,
  {
    start,
    fold,
  }: { readonly start: Folded; readonly fold: (state: Folded, recorded: StoredRecord<EventOf<Types>>) => Folded },
): Promise<FoldedStream<Folded>> => {
  const { records, failure } = await readableEvents(source, eventStore, streamId);
  const last = records.at(-1);
  const read = { version: last?.version ?? 0, recordedAt: last?.commit.recordedAt };
  if (failure !== undefined)
    return { ...read, folded: start, failure: `${streamId} cannot be read: ${failure.message}` };
  try {
    return { ...read, folded: records.reduce(fold, start), failure: undefined };
  } catch (error) {
    return { ...read, folded: start, failure: `${streamId} cannot be folded: ${String(error)}` };
  }
};
