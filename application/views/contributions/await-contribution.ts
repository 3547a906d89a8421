import type { StreamId } from '../../../domain/modelling/ids.ts';
import type { EventOf, EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { StoredRecord } from '../../streams/event-codec.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { readingOn, type ReadableEvents } from '../../streams/readable-events.ts';
import { inStream, waitFor, type After, type NotThere } from '../after.ts';
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
  /** Whether the caller may know of a stream that contributes to these places. Of all by default. */
  readonly isWithinReach?: (partitions: readonly string[]) => boolean;
}

/** The ports of {@link awaitContribution}. */
export interface Awaiting {
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly patience: () => Patience;
}

/** Whether what a stream contributes as far as a version is stored: as these events of it say. */
export const isContributed =
  <Types extends EventTypes, Folded extends object, Value>({
    fold,
    find,
  }: Pick<ContributedBy<Types, Folded, Value>, 'fold' | 'find'>) =>
  async ({ streamId, version }: After, records: readonly StoredRecord<EventOf<Types>>[]): Promise<boolean> => {
    const upTo = records.filter((recorded) => recorded.version <= version);
    const { places } = upTo.reduce<StreamContributions<Folded, Value>>(fold, nothingContributed);
    for (const [partition, contribution] of places)
      if (!isUpToDate(contribution, await find(partition, streamId))) return false;
    return true;
  };

/** Waits a little until what a stream contributes at a version is stored. */
export const awaitContribution = async <Types extends EventTypes, Folded extends object, Value>(
  contributed: ContributedBy<Types, Folded, Value>,
  { eventStore, patience }: Awaiting,
  after: After,
): Promise<'there' | NotThere> => {
  const { source, fold, isWithinReach = () => true } = contributed;
  const isThere = isContributed(contributed);
  const read = readingOn(source, eventStore, after.streamId);

  /** The events of the stream; none where the caller may not know of it. */
  const known = async (): Promise<ReadableEvents<EventOf<Types>>> => {
    const events = await read();
    const { places } = events.records.reduce<StreamContributions<Folded, Value>>(fold, nothingContributed);
    return isWithinReach([...places.keys()]) ? events : { records: [] };
  };

  return waitFor(patience(), async (looks) => {
    const events = await known();
    const written = inStream(after, events, looks);
    if (written !== 'there') return written;
    return (await isThere(after, events.records)) ? 'there' : { found: 'late' };
  });
};
