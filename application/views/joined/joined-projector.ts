import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { Joined, JoinedSourceDeclaration } from '../../../domain/modelling/joined.ts';
import { deliverByStream, type Delivery, type Take } from '../../feed/deliver-by-stream.ts';
import type { Subscriber } from '../../feed/subscriber.ts';
import type { NewCache } from '../../streams/cache.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { notTraced } from '../../tracing.ts';
import { contributing } from '../contributions/contributing.ts';
import { namingFailures } from '../fold-commits.ts';
import type { JoinedDocuments } from './joined-documents.ts';
import { joinedSaver, type SavingJoined } from './joined-saver.ts';
import { storedContributions } from '../contributions/stored-contributions.ts';
import { partsAfter } from './stream-parts.ts';

/** The ports of the projector of a joined view. */
export interface Joining<Shape, Part> extends Delivery, Pick<SavingJoined<Shape, Part>, 'pause'> {
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly documents: JoinedDocuments<Shape, Part>;
  readonly newCache: NewCache;
}

/**
 * Keeps one joined view up to date. The part of each stream is stored with its version beside the document, and both change in one
 * transaction: so streams may come in any order, and a repetition changes nothing. A replay remembers nothing, so that it
 * also repairs a part that was damaged.
 */
export const joinedProjector = <Shape extends object, Part extends object>(
  joined: Joined<Shape, Part>,
  { eventStore, documents, newCache, pause, ...delivery }: Joining<Shape, Part>,
): Subscriber => {
  const { name, sources } = joined;
  const { tracing = notTraced } = delivery;

  const takeBy = (cache: NewCache): Take => {
    const save = joinedSaver(joined, { documents, newCache: cache, pause, tracing });
    const stored = storedContributions({ eventStore, contributions: { find: documents.findPart, save } });
    const takes = sources.map((source) => [source.source.category, source.withTypes(takeFrom)] as const);
    const byCategory = new Map(takes);
    return async (...delivered) => {
      const [, [first]] = delivered;
      return byCategory.get(first?.category ?? '')?.(...delivered) ?? 'notApplicable';
    };

    function takeFrom<Types extends EventTypes, Folded extends object>(
      declared: JoinedSourceDeclaration<Types, Folded, Part>,
    ): Take {
      const fold = namingFailures(`The joined view ${name} cannot take`, partsAfter(declared));
      return contributing({ name, source: declared.source, fold }, { eventStore, stored, newCache: cache });
    }
  };

  const take = takeBy(newCache);
  return {
    name,
    deliver: (delivered, by) =>
      deliverByStream(name, { ...delivery, by }, delivered, by === 'replay' ? takeBy(remembersNothing) : take),
  };
};

const remembersNothing: NewCache = () => ({ get: () => undefined, set: () => undefined });
