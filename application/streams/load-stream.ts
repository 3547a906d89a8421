import type { Aggregate, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';
import { firstVersionOf, type Commit } from './commit.ts';
import type { EventStore } from './event-store.ts';
import { seeing, unseenStream, type KnownStream } from './stream-state.ts';
import { recalled } from './snapshot.ts';
import type { Snapshot, SnapshotStore } from './snapshot-store.ts';

/** After so many commits a stream gets a new snapshot, where nothing else is asked for. */
export const usualSnapshotEvery = 100;

/** How many commits may come while a snapshot is made without leaving it out of reach of a load's first look. */
const commitsMeanwhile = 28;

/** Where streams are loaded from. */
export interface StreamSources {
  readonly eventStore: EventStore;
  readonly snapshots: SnapshotStore;
  /** After how many commits a stream gets a new snapshot. */
  readonly snapshotEvery?: number;
}

/**
 * Loads all of a stream: in one round trip when the newest commits reach its beginning or its snapshot, and with the commits
 * between in one more when they do not. Throws DamagedStream and UnreadableCommit.
 */
export const streamLoader = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  aggregate: Aggregate<State, Commands, Events, Rejection>,
  fingerprint: () => string,
  { eventStore, snapshots, snapshotEvery = usualSnapshotEvery }: StreamSources,
) => {
  type Known = KnownStream<State>;

  /** Whatever is wrong with a snapshot, the commits are there. */
  const findSnapshot = async (streamId: string): Promise<Snapshot | undefined> => {
    const found = await snapshots.find(streamId).catch(() => undefined);
    return found?.fingerprint === fingerprint() ? found : undefined;
  };

  const fromSnapshot = (snapshot: Snapshot, commits: readonly Commit[]): Known | undefined => {
    const end = commits.findIndex(({ version }) => version === snapshot.version);
    const last = commits[end];
    const start = last && recalled(aggregate.state, snapshot, last);
    return start && seeing(aggregate, start, commits.slice(end + 1));
  };

  const fromStart = (streamId: string, commits: readonly Commit[]): Known =>
    seeing(aggregate, unseenStream(streamId, aggregate.initial), commits);

  return async (streamId: string): Promise<Known> => {
    const [snapshot, newest] = await Promise.all([
      findSnapshot(streamId),
      eventStore.readNewest(streamId, snapshotEvery + commitsMeanwhile),
    ]);
    const [oldest] = newest;
    const begins = oldest === undefined ? 1 : firstVersionOf(oldest);
    if (snapshot !== undefined) {
      const isReached = begins <= snapshot.version;
      const between = isReached ? [] : await eventStore.read(streamId, snapshot.version - 1, begins);
      const known = fromSnapshot(snapshot, [...between, ...newest]);
      if (known !== undefined) return known;
    }
    if (begins === 1) return fromStart(streamId, newest);
    return fromStart(streamId, [...(await eventStore.read(streamId, 0, begins)), ...newest]);
  };
};
