import type { EntityId, StreamId } from '../../../domain/modelling/ids.ts';
import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { View } from '../../../domain/modelling/view.ts';
import { reachesView, type Reader } from '../../callers/reach.ts';
import { streamIdOf } from '../../streams/commit.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { readableEvents } from '../../streams/readable-events.ts';
import { StreamHead } from '../../streams/stream-head.ts';
import { reachableDocuments, type ReachableDocuments } from '../reachable-documents.ts';
import type { DocumentKey, Projected, ReadModel } from '../read-model.ts';

/** What one reader may see of a view's documents. */
export interface ReachableViews<Shape> extends Pick<ReachableDocuments<Shape>, 'list' | 'count'> {
  /** The document; undefined when there is none within reach. */
  readonly find: (key: DocumentKey) => Promise<Projected<Shape> | undefined>;
  /** Whether there is a stream within reach, whether or not its document is there. One request, whatever the answer. */
  readonly hasStream: (id: string) => Promise<boolean>;
  /** The newest version of a stream within reach. One request. */
  readonly newestVersion: (id: string) => Promise<number>;
}

/** What reading views needs of the store of events. */
export type EventsBehindViews = Pick<EventStore, 'hasNext' | 'read' | 'readNewest'>;

/** As much of a view's declaration as says whose its documents are, and what is personal in them. */
export type OwnedView<Types extends EventTypes, Shape extends object> = Pick<
  View<Types, Shape>,
  'name' | 'source' | 'schema' | 'fold' | 'owner' | 'partition' | 'queries' | 'former'
>;

/**
 * Shows of a view what is within reach: see {@link reachableDocuments}. A document that is damaged, or that an earlier schema of
 * the view has left, is answered by folding the events behind it: one query more.
 */
export const reachableViews = <Types extends EventTypes, Shape extends object>(
  view: OwnedView<Types, Shape>,
  {
    readModel,
    eventStore,
  }: { readonly readModel: Pick<ReadModel<Shape>, 'find' | 'list' | 'count'>; readonly eventStore: EventsBehindViews },
  reader: Reader,
): ReachableViews<Shape> => {
  const { source, fold, owner, partition } = view;
  const { reach } = reader;
  const { shown, list, count } = reachableDocuments(view, readModel, reader);
  const streamOf = (id: EntityId): StreamId => streamIdOf(source.category, id);

  /** The view as its events say today. Where they cannot all be read, those before the damage say whose it is. */
  const foldEvents = async (id: string): Promise<Projected<Shape> | undefined> => {
    const { records, failure } = await readableEvents(source, eventStore, streamOf(id));
    const folded = records.reduce<Shape | undefined>(fold, undefined);
    if (reach !== 'all' && !reachesView(reach, owner, folded)) return undefined;
    if (failure !== undefined) throw failure;
    return folded && { view: folded, version: records.at(-1)?.version ?? 0 };
  };

  const hasStream = async (id: string): Promise<boolean> =>
    reach === 'all' || owner === 'everybody'
      ? eventStore.hasNext(StreamHead.beforeFirst(streamOf(id)))
      : (await foldEvents(id)) !== undefined;

  const isIn = (key: DocumentKey, document: Shape): boolean => String(document[partition.field]) === key.partition;

  return {
    hasStream,
    newestVersion: async (id) => (await eventStore.readNewest(streamOf(id), 1)).at(-1)?.version ?? 0,
    find: async (key) => {
      const stored = await readModel.find(key);
      const found = stored?.damage === undefined ? stored : await foldEvents(key.id);
      return found !== undefined && isIn(key, found.view) ? shown(found) : undefined;
    },
    list,
    count,
  };
};
