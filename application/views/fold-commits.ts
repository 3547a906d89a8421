import type { StreamId } from '../../domain/modelling/ids.ts';
import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import type { View } from '../../domain/modelling/view.ts';
import type { Take } from '../feed/deliver-by-stream.ts';
import { EventNotTaken } from '../feed/failed-delivery.ts';
import { isContinuation, type Commit } from '../streams/commit.ts';
import type { StoredRecord } from '../streams/event-codec.ts';
import type { EventStore } from '../streams/event-store.ts';
import { continuing } from '../streams/stream-head.ts';
import type { Projected } from './read-model.ts';

/** A document to continue from; of version 0 where there is none. */
export interface FoldStart<Shape> {
  readonly view: Shape | undefined;
  readonly version: number;
}

/** Folds what was delivered of a stream onto a view. A gap before it is filled from the store. Undefined: nothing to show. */
export type FoldOnto<Shape> = (
  start: FoldStart<Shape>,
  ...delivered: Parameters<Take>
) => Promise<Projected<Shape> | undefined>;

/** See {@link FoldOnto}. */
export const foldCommits = <Types extends EventTypes, Shape extends object>(
  { name, source, fold }: Pick<View<Types, Shape>, 'name' | 'source' | 'fold'>,
  eventStore: Pick<EventStore, 'read'>,
): FoldOnto<Shape> => {
  const foldOne = namingFailures(`The view ${name} cannot fold`, fold);
  const continuation = continuationOf(eventStore);

  return async (start, streamId, delivered, decode) => {
    const commits = await continuation(start.version, streamId, delivered);
    const folded = decode(source.events, commits).reduce(foldOne, start.view);
    return folded === undefined ? undefined : { view: folded, version: lastVersionOf(commits) };
  };
};

/** Gives the commits that continue a version: those delivered when they do, else what the store has, up to the version `upTo`. */
export const continuationOf =
  (eventStore: Pick<EventStore, 'read'>) =>
  async (
    version: number,
    streamId: StreamId,
    delivered: readonly Commit[],
    upTo?: number,
  ): Promise<readonly Commit[]> => {
    const fresh = delivered.filter((commit) => commit.version > version);
    if (isContinuation({ version }, fresh)) return fresh;
    const stored = continuing(streamId, { version }, await eventStore.read(streamId, version, upTo && upTo + 1));
    if (lastVersionOf(stored) < lastVersionOf(delivered))
      throw new Error(`The store is behind its feed on ${streamId}.`);
    return stored;
  };

/** The version that a stream has after these commits. */
export const lastVersionOf = (commits: readonly Commit[]): number => commits.at(-1)?.version ?? 0;

/** The same fold, whose errors say what failed (`The view orders cannot fold`), on which event, its version and its stream. */
export const namingFailures =
  <Event extends { readonly type: string }, State>(
    failed: string,
    fold: (state: State, recorded: StoredRecord<Event>) => State,
  ): typeof fold =>
  (state, recorded) => {
    try {
      return fold(state, recorded);
    } catch (cause) {
      const { event, version, commit } = recorded;
      const place = `${event.type} at version ${version} of ${commit.streamId}`;
      throw new EventNotTaken(version, `${failed} ${place}: ${String(cause)}`, cause);
    }
  };
