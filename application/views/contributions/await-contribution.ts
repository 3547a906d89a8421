import type { StreamId } from '../../../domain/modelling/ids.ts';
import type { EventOf, EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { StoredRecord } from '../../streams/event-codec.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { readingOn, type ReadableEvents } from '../../streams/readable-events.ts';
import { inStream, waitFor, type After, type NotThere } from '../after.ts';
import { foldingOn } from '../folding-on.ts';
import type { FoundContribution } from './contributions.ts';
import { isUpToDate, nothingContributed, type StreamContributions } from './stream-contributions.ts';
import type { Patience } from '../patience.ts';

/** How the streams of one category contribute, and where what they contribute is stored. */
export interface ContributedBy<Types extends EventTypes, Folded extends object, Value> {
  readonly source: { readonly category: string; readonly events: Types };
  readonly fold: (
    before: StreamContributions<Folded, Value>,
    recorded: StoredRecord<EventOf<Types>>,
  ) => StreamContributions<Folded, Value>;
  readonly find: (partition: string, streamId: StreamId) => Promise<Pick<FoundContribution, 'version'> | undefined>;
  /** Whether the caller may know of a stream that contributes to these places. Of all where it is not given. */
  readonly isWithinReach?: (partitions: readonly string[]) => boolean;
}

/** The ports of {@link awaitContribution}. */
export interface Awaiting {
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly patience: () => Patience;
}

/**
 * Whether what a stream contributes to these places is stored. What was found stored once is not looked for again, as no older
 * contribution can come after it.
 */
export const lookingForPlaces = <Value>(
  find: ContributedBy<EventTypes, object, Value>['find'],
  streamId: StreamId,
): ((places: StreamContributions<object, Value>['places']) => Promise<boolean>) => {
  const found = new Set<string>();
  return async (places) => {
    for (const [partition, contribution] of places) {
      if (found.has(partition)) continue;
      if (!isUpToDate(contribution, await find(partition, streamId))) return false;
      found.add(partition);
    }
    return true;
  };
};

/** Waits a little until what a stream contributes at a version is stored. */
export const awaitContribution = async <Types extends EventTypes, Folded extends object, Value>(
  { source, fold, find, isWithinReach }: ContributedBy<Types, Folded, Value>,
  { eventStore, patience }: Awaiting,
  after: After,
): Promise<'there' | NotThere> => {
  const start: StreamContributions<Folded, Value> = nothingContributed;
  const foldAll = foldingOn(start, fold);
  const foldAsked = foldingOn(start, fold);
  const read = readingOn(source, eventStore, after.streamId);
  const areStored = lookingForPlaces<Value>(find, after.streamId);

  /** The events of the stream; none where the caller may not know of it. */
  const known = async (): Promise<ReadableEvents<EventOf<Types>>> => {
    const events = await read();
    if (isWithinReach === undefined) return events;
    return isWithinReach([...foldAll(events.records).places.keys()]) ? events : { records: [] };
  };

  return waitFor(patience(), async (looks) => {
    const events = await known();
    const written = inStream(after, events, looks);
    if (written !== 'there') return written;
    const { places } = foldAsked(events.records.filter(({ version }) => version <= after.version));
    return (await areStored(places)) ? 'there' : { found: 'late' };
  });
};
