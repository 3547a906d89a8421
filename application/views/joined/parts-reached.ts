import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { Joined, JoinedSourceDeclaration } from '../../../domain/modelling/joined.ts';
import type { Reached, StreamVersion } from '../../feed/measured-subscriber.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { contributionsReached } from '../contributions/contributions-reached.ts';
import type { JoinedDocuments } from './joined-documents.ts';
import { partsAfter } from './stream-parts.ts';

/** The ports of {@link partsReached}. */
export interface SeekingParts<Shape, Part> {
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly documents: Pick<JoinedDocuments<Shape, Part>, 'findPart'>;
}

/** Says of a version whether the parts of its stream are in the documents of a joined view as far as it goes. */
export const partsReached = <Shape extends object, Part extends object>(
  { sources }: Joined<Shape, Part>,
  { eventStore, documents: { findPart: find } }: SeekingParts<Shape, Part>,
): ((commit: StreamVersion) => Promise<Reached>) => {
  const reachedIn = <Types extends EventTypes, Folded extends object>(
    declared: JoinedSourceDeclaration<Types, Folded, Part>,
  ) => contributionsReached({ source: declared.source, fold: partsAfter(declared), find }, eventStore);
  const byCategory = new Map(sources.map((each) => [each.source.category, each.withTypes(reachedIn)]));

  return async (commit) => (await byCategory.get(commit.category)?.(commit)) ?? 'notConcerned';
};
