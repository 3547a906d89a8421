import type { FactSource } from '../../domain/modelling/fact-source.ts';
import type { View } from '../../domain/modelling/view.ts';
import type { EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Reader } from '../callers/reach.ts';
import { readsNothing, type ReadFact, type ReadsFacts } from '../commands/look-up.ts';
import { maskEvents } from '../history/mask-events.ts';
import type { EventStore } from '../streams/event-store.ts';
import { readableEvents } from '../streams/readable-events.ts';
import { streamOfDocument } from '../../domain/modelling/document-place.ts';
import type { viewReaders } from '../views/documents/view-query.ts';

/** What reading facts needs. */
export interface ReadingFacts {
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly readerOf: <Types extends EventTypes, Shape extends object>(
    view: View<Types, Shape>,
  ) => Pick<ReturnType<typeof viewReaders<Types, Shape>>, 'for'>;
}

/** Facts are of every entity, whosever it is, and nothing personal is told: another stream would keep it. */
const everything: Reader = { reach: 'all', personalReach: 'none' };

/** Reads the facts that these sources tell. Throws an error for a kind that none of them tells. */
export const readsFacts = (sources: readonly FactSource[], reading: ReadingFacts): ReadsFacts => {
  const readers = new Map(sources.map((source) => [source.kind.name, readerOfSource(source, reading)]));
  return async (lookUp, from) => {
    const read = readers.get(lookUp.kind.name) ?? readsNothing;
    return { ...lookUp, ...(await read(lookUp, from)) };
  };
};

type ReadOne = (...asked: Parameters<ReadsFacts>) => Promise<Pick<ReadFact, 'fact' | 'from'>>;

const readerOfSource = (source: FactSource, { eventStore, readerOf }: ReadingFacts): ReadOne =>
  source.withTypes((view, tell): ReadOne => {
    const documents = readerOf(view).for(everything);
    return async ({ entityId }, from) => {
      const answer = from === 'view' && (await documents.read({ id: entityId, partition: entityId }));
      if (answer && answer.found === 'current') return { fact: tell(answer.view), from: 'view' };
      const streamId = streamOfDocument(view, entityId);
      const { records, failure } = await readableEvents(view.source, eventStore, streamId);
      if (failure !== undefined) throw failure;
      const shown = maskEvents(view.source.events, records).reduce(view.fold, undefined);
      return { fact: shown && tell(shown), from: 'stream' };
    };
  });
