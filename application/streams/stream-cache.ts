import type { Aggregate, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';
import { holdsPersonalData } from '../../domain/modelling/personal.ts';
import type { NewCache } from './cache.ts';
import type { Commit } from './commit.ts';
import { seeing, sizeOfKnown, unseenStream, type KnownStream } from './stream-state.ts';
import { streamLoader, usualSnapshotEvery, type StreamSources } from './load-stream.ts';
import { fingerprintOf, snapshotOf } from './snapshot.ts';

/** What one process knows of the streams of one aggregate, and how it learns more. Throws DamagedStream and UnreadableCommit. */
export interface StreamMemory<State> {
  /** What is known without asking anybody. */
  recall(streamId: string): KnownStream<State>;
  /** What is known after commits that follow. */
  learn(known: KnownStream<State>, commits: readonly Commit[]): KnownStream<State>;
  /** What is known, with all that others have written. */
  catchUp(known: KnownStream<State>): Promise<KnownStream<State>>;
  /** The same where one look says that there is something; where a stream was never seen, it is loaded. */
  refresh(known: KnownStream<State>): Promise<KnownStream<State>>;
  /** Has a snapshot made when one is due, beside whatever comes next: nobody waits for it, and its failure is nobody's. */
  keepSnapshot(known: KnownStream<State>): KnownStream<State>;
}

/** An empty memory, bounded as its cache is. */
export const streamMemory = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  aggregate: Aggregate<State, Commands, Events, Rejection>,
  { newCache, ...sources }: StreamSources & { readonly newCache: NewCache },
): StreamMemory<State> => {
  type Known = KnownStream<State>;
  const { eventStore, snapshots, snapshotEvery = usualSnapshotEvery } = sources;
  const isPersonal = holdsPersonalData(aggregate.events);
  const cache = newCache<Known>({ sizeOf: sizeOfKnown, isPersonal });
  let computed: string | undefined;
  const fingerprint = (): string => (computed ??= fingerprintOf(aggregate));
  const load = streamLoader(aggregate, fingerprint, sources);

  const remember = (known: Known): Known => {
    cache.set(known.head.streamId, known);
    return known;
  };

  const learn = (known: Known, commits: readonly Commit[]): Known => remember(seeing(aggregate, known, commits));

  const catchUp = async (known: Known): Promise<Known> => {
    const { streamId, version } = known.head;
    if (version === 0) return keepSnapshot(await load(streamId));
    return learn(known, await eventStore.read(streamId, version));
  };

  const save = async (known: Known): Promise<void> => {
    try {
      await snapshots.save({ ...snapshotOf(known, fingerprint()), isPersonal });
    } catch {
      // Whoever loads the stream next folds a little more, and tries again.
    }
  };

  const keepSnapshot = (known: Known): Known => {
    if (known.commitsSinceSnapshot <= snapshotEvery) return remember(known);
    void save(known);
    return remember({ ...known, commitsSinceSnapshot: 0 });
  };

  return {
    recall: (streamId) => cache.get(streamId) ?? unseenStream(streamId, aggregate.initial),
    learn,
    catchUp,
    refresh: async (known) =>
      known.head.version > 0 && !(await eventStore.hasNext(known.head)) ? known : catchUp(known),
    keepSnapshot,
  };
};
