import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Fold, View } from '../../domain/modelling/view.ts';
import { entityIdOf, isContinuation, type Commit } from '../streams/commit.ts';
import { deliverByStream, type Delivery, type Take } from '../feed/deliver-by-stream.ts';
import { EventNotTaken } from '../feed/failed-delivery.ts';
import type { StoredRecord } from '../streams/event-codec.ts';
import type { EventStore } from '../streams/event-store.ts';
import { foldStart, nothingYet } from './fold-start.ts';
import type { Projected, ReadModel } from './read-model.ts';
import { continuing } from '../streams/stream-head.ts';
import type { Subscriber } from '../feed/subscriber.ts';
import { notTraced } from '../tracing.ts';

/** The ports of a projector. */
export interface Projecting<Shape> extends Delivery {
  readonly eventStore: EventStore;
  readonly readModel: ReadModel<Shape>;
}

/** Another process may save the same document in between. After this many conflicts in a row the batch is retried. */
const maximumRaces = 5;

/**
 * Keeps one view up to date. A document remembers the version that it reached and is saved under its etag: an old or repeated
 * event changes nothing, a gap is filled from the store, and each document of a batch is read once and written once. A
 * damaged document is folded anew from the start of its stream.
 */
export const projector = <Types extends EventTypes, Shape extends object>(
  view: View<Types, Shape>,
  { eventStore, readModel, ...delivery }: Projecting<Shape>,
): Subscriber => {
  const { name, source, partition } = view;
  const foldOne = namingFailures(name, view.fold);
  const startFrom = foldStart({ name, eventStore, tracing: delivery.tracing ?? notTraced });

  /** The commits that continue a version: those delivered when they do, else what the store has. */
  const continuation = async (version: number, streamId: string, delivered: readonly Commit[]) => {
    const fresh = delivered.filter((commit) => commit.version > version);
    if (isContinuation({ version }, fresh)) return fresh;
    const stored = continuing(streamId, { version }, await eventStore.read(streamId, version));
    if (lastVersionOf(stored) < lastVersionOf(delivered))
      throw new Error(`The store is behind its feed on ${streamId}.`);
    return stored;
  };

  const foldOnto = async (
    start: { readonly view: Shape | undefined; readonly version: number },
    ...[streamId, delivered, decode]: Parameters<Take>
  ): Promise<Projected<Shape> | undefined> => {
    const commits = await continuation(start.version, streamId, delivered);
    const folded = decode(source.events, commits).reduce(foldOne, start.view);
    return folded === undefined ? undefined : { view: folded, version: lastVersionOf(commits) };
  };

  /** The document's position is known: new events are folded onto its view. */
  const continueDocument = async (...[streamId, commits, decode]: Parameters<Take>) => {
    const id = entityIdOf({ streamId, category: source.category });
    const key = { id, partition: id };
    const current = await readModel.find(key);
    const start = await startFrom(current, streamId, lastVersionOf(commits));
    if (start.version >= lastVersionOf(commits)) return 'alreadyApplied';
    const next = await foldOnto(start, streamId, commits, decode);
    return next === undefined ? 'notApplicable' : readModel.save(key, next, current?.etag);
  };

  /** The document's position follows from its content: it is folded from the start of the stream. */
  const foldDocument = async (...[streamId, commits, decode]: Parameters<Take>) => {
    const next = await foldOnto(nothingYet, streamId, commits, decode);
    if (next === undefined) return 'notApplicable';
    const id = entityIdOf({ streamId, category: source.category });
    const key = { id, partition: String(next.view[partition.field]) };
    const current = await readModel.find(key);
    const { version } = await startFrom(current, streamId, next.version);
    if (version >= next.version) return 'alreadyApplied';
    return readModel.save(key, next, current?.etag);
  };

  const bringUpToDate = partition.by === 'entity' ? continueDocument : foldDocument;

  const take: Take = async (streamId, commits, decode) => {
    if (commits[0]?.category !== source.category) return 'notApplicable';
    for (let race = 0; race < maximumRaces; race += 1) {
      const outcome = await bringUpToDate(streamId, commits, decode);
      if (outcome === 'saved') return 'applied';
      if (outcome !== 'conflict') return outcome;
    }
    throw new Error(`The ${name} document of ${streamId} was saved by others ${maximumRaces} times in a row.`);
  };

  return { name, deliver: (delivered, by) => deliverByStream(name, { ...delivery, by }, delivered, take) };
};

const lastVersionOf = (commits: readonly Commit[]): number => commits.at(-1)?.version ?? 0;

/** The same fold, whose errors name the view, the event, its version and its stream. */
const namingFailures =
  <Event extends { readonly type: string }, Shape>(name: string, fold: Fold<Event, Shape>) =>
  (view: Shape | undefined, recorded: StoredRecord<Event>): Shape | undefined => {
    try {
      return fold(view, recorded);
    } catch (cause) {
      const { event, version, commit } = recorded;
      const place = `${event.type} at version ${version} of ${commit.streamId}`;
      throw new EventNotTaken(version, `The view ${name} cannot fold ${place}: ${String(cause)}`, cause);
    }
  };
