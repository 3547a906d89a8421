import type { StreamId } from '../../domain/modelling/ids.ts';
import type { Aggregate, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';
import { holdsPersonalData } from '../../domain/modelling/personal.ts';
import type { NewCache } from './cache.ts';
import type { Commit } from './commit.ts';
import { emptyStream, sizeOfStream, withCommits, withDecided, type StreamState } from './stream-state.ts';
import { streamLoader, usualSnapshotEvery, type StreamSources } from './load-stream.ts';
import { fingerprintOf, snapshotOf } from './snapshot.ts';

/**
 * The states of one aggregate's streams in this process, and how they are brought up to date. Throws DamagedStream and
 * UnreadableCommit.
 */
export interface StreamCache<State> {
  /** The cached state, or that of an empty stream. Sends no request. */
  get(streamId: StreamId): StreamState<State>;
  /** Caches the state after commits that follow. */
  apply(stream: StreamState<State>, commits: readonly Commit[]): StreamState<State>;
  /** Caches the state that was decided to be the one after commits, which were just appended. */
  applyDecided(
    stream: StreamState<State>,
    appended: { readonly commits: readonly Commit[]; readonly state: State },
  ): StreamState<State>;
  /** Reads all commits that other writers have appended. */
  catchUp(stream: StreamState<State>): Promise<StreamState<State>>;
  /** The same, but for a cached stream a point read first checks whether there is a next commit. */
  refresh(stream: StreamState<State>): Promise<StreamState<State>>;
  /** Starts to save a snapshot when one is due. The command does not wait for it, and a failure is ignored. */
  keepSnapshot(stream: StreamState<State>): StreamState<State>;
}

/** An empty cache, bounded as the one that it is made with. */
export const streamCache = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  aggregate: Aggregate<State, Commands, Events, Rejection>,
  { newCache, ...sources }: StreamSources & { readonly newCache: NewCache },
): StreamCache<State> => {
  type Stream = StreamState<State>;
  const { eventStore, snapshots, snapshotEvery = usualSnapshotEvery } = sources;
  const isPersonal = holdsPersonalData(aggregate.events);
  const cache = newCache<Stream>({ sizeOf: sizeOfStream, isPersonal });
  let computed: string | undefined;
  const fingerprint = (): string => (computed ??= fingerprintOf(aggregate));
  const load = streamLoader(aggregate, fingerprint, sources);

  const keep = (stream: Stream): Stream => {
    cache.set(stream.head.streamId, stream);
    return stream;
  };

  const apply = (stream: Stream, commits: readonly Commit[]): Stream => keep(withCommits(aggregate, stream, commits));

  const catchUp = async (stream: Stream): Promise<Stream> => {
    const { streamId, version } = stream.head;
    if (version === 0) return keepSnapshot(await load(streamId));
    return apply(stream, await eventStore.read(streamId, version));
  };

  const save = async (stream: Stream): Promise<void> => {
    try {
      await snapshots.save({ ...snapshotOf(stream, fingerprint()), isPersonal });
    } catch {
      // The next load of the stream folds a little more, and tries again.
    }
  };

  const keepSnapshot = (stream: Stream): Stream => {
    if (stream.commitsSinceSnapshot <= snapshotEvery) return keep(stream);
    void save(stream);
    return keep({ ...stream, commitsSinceSnapshot: 0 });
  };

  return {
    get: (streamId) => cache.get(streamId) ?? emptyStream(streamId, aggregate.initial),
    apply,
    applyDecided: (stream, appended) => keep(withDecided(stream, appended)),
    catchUp,
    refresh: async (stream) =>
      stream.head.version > 0 && !(await eventStore.hasNext(stream.head)) ? stream : catchUp(stream),
    keepSnapshot,
  };
};
