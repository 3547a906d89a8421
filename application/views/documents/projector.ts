import type { StreamId } from '../../../domain/modelling/ids.ts';
import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import { holdsPersonalData } from '../../../domain/modelling/personal.ts';
import { categoriesOf, type View } from '../../../domain/modelling/view.ts';
import { deliverByStream, type Delivery, type Take } from '../../feed/deliver-by-stream.ts';
import type { Subscriber } from '../../feed/subscriber.ts';
import type { NewCache } from '../../streams/cache.ts';
import { firstVersionOf, type Commit } from '../../streams/commit.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { notTraced } from '../../tracing.ts';
import { foldCommits, lastVersionOf } from '../fold-commits.ts';
import { documentPlaceOf, isFoundByName } from '../../../domain/modelling/document-place.ts';
import { nothingYet } from './fold-start.ts';
import type { Projected, ReadModel } from '../read-model.ts';
import { rememberedDocuments } from '../remembered-documents.ts';
import { storedDocuments, type UpdateDocument, type UpdateOutcome } from './stored-documents.ts';

/** The ports of a projector. */
export interface Projecting<Shape> extends Delivery {
  readonly eventStore: EventStore;
  readonly readModel: ReadModel<Shape>;
  /** Where documents are remembered, so that the next event of a stream costs one request. Nowhere by default. */
  readonly newCache?: NewCache;
}

/** Another process may save the same document in between. After this many conflicts in a row the batch is retried. */
const maximumRaces = 5;

/** The documents of so many streams are saved at the same moment, which a store may do in one request. */
const streamsAtOnce = 100;

/**
 * Keeps one view up to date. A document has the version that it reached and is saved under its etag: an old or repeated event
 * changes nothing, a gap is filled from the store, and each document of a batch is written once. It is read where this process
 * does not remember it, where a conflict shows that it was changed or deleted, and where there is nothing to save, because
 * only a save proves what is remembered. A damaged document is folded anew from the start of its stream.
 */
export const projector = <Types extends EventTypes, Shape extends object>(
  view: View<Types, Shape>,
  { eventStore, readModel, newCache, ...delivery }: Projecting<Shape>,
): Subscriber => {
  const { name, source, schema } = view;
  const categories = new Set(categoriesOf(view));
  const isPersonal = holdsPersonalData(source.events) || holdsPersonalData({ view: { schema } });
  const remembered = rememberedDocuments({ schema, isPersonal }, newCache);
  const foldOnto = foldCommits(view, eventStore);

  const keyOf = (streamId: StreamId, shown: Shape | undefined) => documentPlaceOf(view, streamId, shown);

  const save = async (streamId: StreamId, next: Projected<Shape> | undefined, etag: string | undefined) => {
    if (next === undefined) return 'notApplicable';
    const key = keyOf(streamId, next.view);
    const saved = await readModel.save(key, next, etag);
    if (saved === 'conflict') return 'conflict';
    remembered.keep(streamId, key, { ...next, ...saved });
    return 'saved';
  };

  const { tracing = notTraced } = delivery;
  const stored = storedDocuments({ name, eventStore, readModel, tracing, remembered, foldOnto, keyOf, save });
  const updateStored = isFoundByName(view) ? stored.continueDocument : stored.continueInPlace;

  /** Sends one request, which proves what is remembered. Undefined where it could not: nothing is remembered, or nothing new. */
  const updateRemembered = async (...delivered: Parameters<UpdateDocument>): Promise<UpdateOutcome | undefined> => {
    const [streamId, commits] = delivered;
    const start = remembered.document(streamId) ?? (begins(commits) ? nothingYet : undefined);
    if (start === undefined || start.version >= lastVersionOf(commits)) return undefined;
    return save(streamId, await foldOnto(start, ...delivered), start.etag);
  };

  const take: Take = async (...delivered) => {
    const [streamId, commits] = delivered;
    if (!categories.has(commits[0]?.category ?? '')) return 'notApplicable';
    for (let race = 0; race < maximumRaces; race += 1) {
      const fromMemory = race === 0 ? await updateRemembered(...delivered) : undefined;
      const outcome = fromMemory ?? (await updateStored(...delivered));
      if (outcome === 'saved') return 'applied';
      if (outcome !== 'conflict') return outcome;
    }
    throw new Error(`The ${name} document of ${streamId} was saved by others ${maximumRaces} times in a row.`);
  };

  return {
    name,
    deliver: (delivered, by) => deliverByStream(name, { ...delivery, by, streamsAtOnce }, delivered, take),
  };
};

/** Whether the stream begins here. Then there should be no document yet, and its creation proves it. */
const begins = ([first]: readonly Commit[]): boolean => first !== undefined && firstVersionOf(first) === 1;
