import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import { maskPersonal } from '../../domain/modelling/mask-personal.ts';
import type { View } from '../../domain/modelling/view.ts';
import { reachesView, type Reader } from '../callers/reach.ts';
import { streamIdOf } from '../streams/commit.ts';
import { decodeCommits } from '../streams/event-codec.ts';
import type { EventStore } from '../streams/event-store.ts';
import { StreamHead } from '../streams/stream-head.ts';
import type { Page } from '../paging.ts';
import type { ListRequest, Projected, ReadModel } from './read-model.ts';

/** What one reader may see of a view's documents. */
export interface ReachableViews<Shape> extends Pick<ReadModel<Shape>, 'find' | 'list'> {
  /** Whether there is a stream within reach, whether or not its document is there. One request, whatever the answer. */
  readonly hasStream: (id: string) => Promise<boolean>;
}

/** As much of a view's declaration as says whose its documents are, and what is personal in them. */
export type OwnedView<Types extends EventTypes, Shape extends object> = Pick<
  View<Types, Shape>,
  'source' | 'schema' | 'fold' | 'owner' | 'partition'
>;

/**
 * Leaves out of a view what is out of reach, as if it were not there. The request is the same either way; only of a damaged document,
 * which names no owner, the history is asked whose it is. What the view's schema marks as personal is masked for a reader who does
 * not see it.
 */
export const reachableViews = <Types extends EventTypes, Shape extends object>(
  { source, schema, fold, owner, partition }: OwnedView<Types, Shape>,
  {
    readModel,
    eventStore,
  }: { readonly readModel: ReadModel<Shape>; readonly eventStore: Pick<EventStore, 'hasNext' | 'read'> },
  { reach, personalReach }: Reader,
): ReachableViews<Shape> => {
  const hasStream = async (id: string): Promise<boolean> => {
    const streamId = streamIdOf(source.category, id);
    if (reach === 'all' || owner === 'everybody') return eventStore.hasNext(StreamHead.beforeFirst(streamId));
    const events = decodeCommits(source.events, await eventStore.read(streamId));
    return reachesView(reach, owner, events.reduce<Shape | undefined>(fold, undefined));
  };

  const shown = <Found extends Projected<Shape>>(found: Found): Found =>
    personalReach !== 'none' && reachesView(personalReach, owner, found.view)
      ? found
      : { ...found, view: maskPersonal(schema, found.view) };

  const listReachable = async (request: ListRequest): Promise<Page<Projected<Shape>>> => {
    const page = await readModel.list(request);
    return { ...page, items: page.items.filter(({ view }) => reachesView(reach, owner, view)).map(shown) };
  };

  return {
    hasStream,
    find: async (key) => {
      const found = await readModel.find(key);
      if (found === undefined) return undefined;
      if (found.damage !== undefined) return reach === 'all' || (await hasStream(key.id)) ? found : undefined;
      return reachesView(reach, owner, found.view) ? shown(found) : undefined;
    },
    list: async (request) => {
      if (reach === 'all' || owner === 'everybody' || owner.field !== partition.field) return listReachable(request);
      if (request.partition !== undefined && request.partition !== reach.ownerId) return { items: [] };
      return listReachable({ ...request, partition: reach.ownerId });
    },
  };
};
