import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import { maskPersonal } from '../../domain/modelling/mask-personal.ts';
import type { View } from '../../domain/modelling/view.ts';
import { reachesView, type Reader } from '../callers/reach.ts';
import { streamIdOf } from '../streams/commit.ts';
import type { EventStore } from '../streams/event-store.ts';
import { readableEvents } from '../streams/readable-events.ts';
import { StreamHead } from '../streams/stream-head.ts';
import type { Page } from '../paging.ts';
import type { DocumentFilter, DocumentKey, ListRequest, Projected, ReadModel } from './read-model.ts';
import { withinReach } from './within-reach.ts';

/** What one reader may see of a view's documents. */
export interface ReachableViews<Shape> extends Pick<ReadModel<Shape>, 'list'> {
  /** How many documents are within reach; undefined where they lie in several partitions, for then it is not cheap. */
  readonly count: (filter: DocumentFilter) => Promise<number | undefined>;
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
 * Leaves out of a view what is out of reach, as if it were not there. The request is the same either way. A document that is damaged,
 * or that an earlier schema of the view has left, is answered by folding the events behind it: one query more. What the view's schema
 * marks as personal is masked for a reader who does not see it.
 */
export const reachableViews = <Types extends EventTypes, Shape extends object>(
  { source, schema, fold, owner, partition }: OwnedView<Types, Shape>,
  {
    readModel,
    eventStore,
  }: { readonly readModel: Pick<ReadModel<Shape>, 'find' | 'list' | 'count'>; readonly eventStore: EventsBehindViews },
  { reach, personalReach }: Reader,
): ReachableViews<Shape> => {
  const streamOf = (id: string): string => streamIdOf(source.category, id);

  /** The view as its events say today. Where they cannot all be read, those before the damage say whose it is. */
  const foldEvents = async (id: string): Promise<Projected<Shape> | undefined> => {
    const { records, failure } = await readableEvents(source, eventStore, streamOf(id));
    const view = records.reduce<Shape | undefined>(fold, undefined);
    if (reach !== 'all' && !reachesView(reach, owner, view)) return undefined;
    if (failure !== undefined) throw failure;
    return view && { view, version: records.at(-1)?.version ?? 0 };
  };

  const hasStream = async (id: string): Promise<boolean> =>
    reach === 'all' || owner === 'everybody'
      ? eventStore.hasNext(StreamHead.beforeFirst(streamOf(id)))
      : (await foldEvents(id)) !== undefined;

  const isIn = (key: DocumentKey, view: Shape): boolean => String(view[partition.field]) === key.partition;

  const shown = <Found extends Projected<Shape>>(found: Found): Found =>
    personalReach !== 'none' && reachesView(personalReach, owner, found.view)
      ? found
      : { ...found, view: maskPersonal(schema, found.view) };

  const listReachable = async (request: ListRequest): Promise<Page<Projected<Shape>>> => {
    const page = await readModel.list(request);
    return { ...page, items: page.items.filter(({ view }) => reachesView(reach, owner, view)).map(shown) };
  };

  const reachedBy = withinReach({ owner, partition }, reach);

  return {
    hasStream,
    newestVersion: async (id) => (await eventStore.readNewest(streamOf(id), 1)).at(-1)?.version ?? 0,
    find: async (key) => {
      const stored = await readModel.find(key);
      const found = stored?.damage === undefined ? stored : await foldEvents(key.id);
      return found !== undefined && isIn(key, found.view) && reachesView(reach, owner, found.view)
        ? shown(found)
        : undefined;
    },
    list: async (request) => {
      const within = reachedBy(request);
      return within === 'nothing' ? { items: [] } : listReachable(within);
    },
    count: async (filter) => {
      const within = reachedBy(filter);
      if (within === 'nothing') return 0;
      const { partition } = within;
      return partition === undefined ? undefined : readModel.count({ ...within, partition });
    },
  };
};
