import type { StreamId } from '../../../domain/modelling/ids.ts';
import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { View } from '../../../domain/modelling/view.ts';
import { reachesView, type Reader } from '../../callers/reach.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { readingOn } from '../../streams/readable-events.ts';
import { StreamHead } from '../../streams/stream-head.ts';
import { reachableDocuments, type ReachableDocuments } from '../reachable-documents.ts';
import type { DocumentKey, Projected, ReadModel } from '../read-model.ts';
import { streamOfDocument } from '../../../domain/modelling/document-place.ts';

/** What one query sees of one document. However often it looks, each event behind the document is read and folded once. */
export interface DocumentLooks<Shape> {
  /** The document; undefined when there is none within reach. */
  readonly find: () => Promise<Projected<Shape> | undefined>;
  /** Whether there is a stream within reach, whether or not its document is there. One request, whatever the answer. */
  readonly hasStream: () => Promise<boolean>;
  /** The newest version of the stream. One request. */
  readonly newestVersion: () => Promise<number>;
}

/** What one reader may see of a view's documents. */
export interface ReachableViews<Shape> extends Pick<ReachableDocuments<Shape>, 'list' | 'count'> {
  /** Looks for one document, for one query. */
  readonly looksFor: (key: DocumentKey) => DocumentLooks<Shape>;
}

/** What reading views needs of the store of events. */
export type EventsBehindViews = Pick<EventStore, 'hasNext' | 'read' | 'readNewest'>;

/** As much of a view's declaration as says whose its documents are, and what is personal in them. */
export type OwnedView<Types extends EventTypes, Shape extends object> = Pick<
  View<Types, Shape>,
  'name' | 'source' | 'alsoOf' | 'schema' | 'fold' | 'owner' | 'partition' | 'queries' | 'former'
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

  /** The view as its events say today, each folded once. Where they cannot all be read, those before the damage say whose it is. */
  const foldingOn = (streamId: StreamId) => {
    const read = readingOn(source, eventStore, streamId);
    let known: { readonly view: Shape | undefined; readonly events: number } = { view: undefined, events: 0 };
    return async (): Promise<Projected<Shape> | undefined> => {
      const { records, failure } = await read();
      const view = records.slice(known.events).reduce<Shape | undefined>(fold, known.view);
      known = { view, events: records.length };
      if (reach !== 'all' && !reachesView(reach, owner, view)) return undefined;
      if (failure !== undefined) throw failure;
      return view && { view, version: records.at(-1)?.version ?? 0 };
    };
  };

  const isIn = (key: DocumentKey, document: Shape): boolean => String(document[partition.field]) === key.partition;

  const looksFor = (key: DocumentKey): DocumentLooks<Shape> => {
    const streamId = streamOfDocument(view, key.id);
    const foldEvents = foldingOn(streamId);
    return {
      hasStream: async () =>
        reach === 'all' || owner === 'everybody'
          ? eventStore.hasNext(StreamHead.beforeFirst(streamId))
          : (await foldEvents()) !== undefined,
      newestVersion: async () => (await eventStore.readNewest(streamId, 1)).at(-1)?.version ?? 0,
      find: async () => {
        const stored = await readModel.find(key);
        const found = stored?.damage === undefined ? stored : await foldEvents();
        return found !== undefined && isIn(key, found.view) ? shown(found) : undefined;
      },
    };
  };

  return { looksFor, list, count };
};
