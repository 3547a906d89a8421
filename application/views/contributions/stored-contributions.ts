import type { StreamId } from '../../../domain/modelling/ids.ts';
import { inParallel } from '../../in-parallel.ts';
import type { EventStore } from '../../streams/event-store.ts';
import type { FoundContribution } from './contributions.ts';
import { saveTogether, type SaveAll } from './save-together.ts';
import { isUpToDate, type PlaceContribution, type StreamContributions } from './stream-contributions.ts';

/** The contributions of a stream that are stored, by partition, with their etags. */
export type Stored<Value> = ReadonlyMap<string, FoundContribution<Value>>;

/** How many totals of one stream are read or stored at the same time. */
const placesAtOnce = 16;

/** The ports of {@link storedContributions}. */
export interface StoringContributions<Value> {
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly contributions: {
    readonly find: (partition: string, streamId: StreamId) => Promise<FoundContribution<Value> | undefined>;
    readonly save: SaveAll<Value>;
  };
}

/** See {@link storedContributions}. */
export type StoredContributions<Value> = ReturnType<typeof storedContributions<Value>>;

/** Reads what a stream has contributed before, and stores what it contributes now. */
export const storedContributions = <Value>({ eventStore, contributions }: StoringContributions<Value>) => {
  const saveOne = saveTogether(contributions.save);

  const read = async (
    { places, version }: StreamContributions<object, Value>,
    streamId: StreamId,
  ): Promise<Stored<Value>> => {
    const partitions = [...places.keys()];
    const found = await inParallel(placesAtOnce, partitions, async (partition) => {
      const each = await contributions.find(partition, streamId);
      return each === undefined ? [] : [[partition, each] as const];
    });
    const ahead = Math.max(0, ...found.flat().map(([, each]) => each.version));
    // A version that the stream does not have, as after a restore: what is stored under it is calculated anew.
    const isUnheardOf = ahead > version && (await eventStore.read(streamId, ahead - 1)).length === 0;
    return new Map(found.flat().map(([partition, each]) => [partition, isUnheardOf ? { ...each, version: 0 } : each]));
  };

  /** Stores these contributions; false when another process has changed one of them. */
  const saveAll = async (
    streamId: StreamId,
    version: number,
    changed: readonly PlaceContribution<Value>[],
    stored: Map<string, FoundContribution<Value>>,
  ): Promise<boolean> => {
    const outcomes = await inParallel(placesAtOnce, changed, async ({ place, value }) => {
      const contribution = { streamId, version, value };
      const etag = await saveOne(place, { ...contribution, before: stored.get(place.partition) });
      if (etag !== 'conflict') stored.set(place.partition, { ...contribution, etag });
      return etag !== 'conflict';
    });
    return outcomes.every((isSaved) => isSaved);
  };

  /** Stores what has changed, what is taken out first. Gives what is stored then; 'conflict' when it must be read again. */
  const save = async (
    streamId: StreamId,
    { places, version }: StreamContributions<object, Value>,
    found: Stored<Value>,
  ): Promise<Stored<Value> | 'conflict'> => {
    const stored = new Map(found);
    const changed = [...places.values()].filter((each) => !isUpToDate(each, stored.get(each.place.partition)));
    const emptied = changed.filter(({ value }) => value === undefined);
    const filled = changed.filter(({ value }) => value !== undefined);
    if (changed.length === 0) return found;
    if (!(await saveAll(streamId, version, emptied, stored))) return 'conflict';
    return (await saveAll(streamId, version, filled, stored)) ? stored : 'conflict';
  };

  return { read, save };
};
