import type { StreamId } from '../../domain/modelling/ids.ts';
import type { Aggregate, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';
import { firstVersionOf, type Commit } from './commit.ts';
import type { EventStore } from './event-store.ts';
import { withCommits, emptyStream, type StreamState } from './stream-state.ts';
import { fromSnapshot } from './snapshot.ts';
import type { Snapshot, SnapshotStore } from './snapshot-store.ts';

/** After this many commits a stream gets a new snapshot, by default. */
export const usualSnapshotEvery = 100;

/** How many commits may be added while a snapshot is saved, and a load still reaches it in its first round trip. */
const commitsMeanwhile = 28;

/** The stores that streams are loaded from. */
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
  type Stream = StreamState<State>;

  /** A snapshot that cannot be read is ignored; the commits are read instead. */
  const findSnapshot = async (streamId: StreamId): Promise<Snapshot | undefined> => {
    const found = await snapshots.find(streamId).catch(() => undefined);
    return found?.fingerprint === fingerprint() ? found : undefined;
  };

  const foldFromSnapshot = (snapshot: Snapshot, commits: readonly Commit[]): Stream | undefined => {
    const end = commits.findIndex(({ version }) => version === snapshot.version);
    const last = commits[end];
    const start = last && fromSnapshot(aggregate.state, snapshot, last);
    return start && withCommits(aggregate, start, commits.slice(end + 1));
  };

  const fromStart = (streamId: StreamId, commits: readonly Commit[]): Stream =>
    withCommits(aggregate, emptyStream(streamId, aggregate.initial), commits);

  return async (streamId: StreamId): Promise<Stream> => {
    const [snapshot, newest] = await Promise.all([
      findSnapshot(streamId),
      eventStore.readNewest(streamId, snapshotEvery + commitsMeanwhile),
    ]);
    const [oldest] = newest;
    const begins = oldest === undefined ? 1 : firstVersionOf(oldest);
    if (snapshot !== undefined) {
      const isReached = begins <= snapshot.version;
      const between = isReached ? [] : await eventStore.read(streamId, snapshot.version - 1, begins);
      const stream = foldFromSnapshot(snapshot, [...between, ...newest]);
      if (stream !== undefined) return stream;
    }
    if (begins === 1) return fromStart(streamId, newest);
    return fromStart(streamId, [...(await eventStore.read(streamId, 0, begins)), ...newest]);
  };
};
