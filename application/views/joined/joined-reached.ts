import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { Joined, JoinedSourceDeclaration } from '../../../domain/modelling/joined.ts';
import type { MeasuredSubscriber, Reached, StoredCommit } from '../../feed/measured-subscriber.ts';
import { inParallel } from '../../in-parallel.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { contributionsReached } from '../contributions/contributions-reached.ts';
import type { JoinedDocuments } from './joined-documents.ts';
import { partsAfter } from './stream-parts.ts';

/** The ports of {@link joinedReached}. */
export interface SeekingParts<Shape, Part> {
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly documents: Pick<JoinedDocuments<Shape, Part>, 'findPart'>;
}

const commitsAtOnce = 8;

/** Says of commits whether the parts of their stream are in the documents of a joined view as far as they go. */
export const joinedReached = <Shape extends object, Part extends object>(
  { sources }: Joined<Shape, Part>,
  { eventStore, documents: { findPart: find } }: SeekingParts<Shape, Part>,
): MeasuredSubscriber['reached'] => {
  const reachedIn = <Types extends EventTypes, Folded extends object>(
    declared: JoinedSourceDeclaration<Types, Folded, Part>,
  ) => contributionsReached({ source: declared.source, fold: partsAfter(declared), find }, eventStore);
  const byCategory = new Map(sources.map((each) => [each.source.category, each.withTypes(reachedIn)]));

  const reached = async (commit: StoredCommit): Promise<Reached> =>
    (await byCategory.get(commit.category)?.(commit)) ?? 'notConcerned';
  return (commits) => inParallel(commitsAtOnce, commits, reached);
};
