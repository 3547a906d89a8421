import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { StreamId } from '../../../domain/modelling/ids.ts';
import type { Joined, JoinedSourceDeclaration } from '../../../domain/modelling/joined.ts';
import { inParallel } from '../../in-parallel.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { eventsAsOf, mostStreamsAsOf, streamsAtOnce } from '../as-of-streams.ts';
import { madeOf } from './joined-document-after.ts';
import type { JoinedDocuments } from './joined-documents.ts';
import { nothingContributed, type StreamContributions } from '../contributions/stream-contributions.ts';
import { partsAfter } from './stream-parts.ts';

/** What a joined document as of a moment needs. */
export interface RememberingJoined<Shape, Part> {
  readonly documents: JoinedDocuments<Shape, Part>;
  readonly eventStore: Pick<EventStore, 'read'>;
}

/**
 * Makes a joined document as it was at a moment: every stream that is or ever was part of it is folded up to then. What is not
 * delivered yet is missing, as it is in the document. Undefined where nothing was part of it.
 */
export const joinedAsOf =
  <Shape extends object, Part extends object>(
    joined: Joined<Shape, Part>,
    { documents, eventStore }: RememberingJoined<Shape, Part>,
  ) =>
  async (key: string, asOf: string): Promise<Shape | 'too many streams' | undefined> => {
    const streams = await documents.streams(key, mostStreamsAsOf + 1);
    if (streams.length > mostStreamsAsOf) return 'too many streams';

    const partsThen =
      (streamId: StreamId) =>
      async <Types extends EventTypes, Folded extends object>(
        declared: JoinedSourceDeclaration<Types, Folded, Part>,
      ): Promise<readonly Part[]> => {
        const events = await eventsAsOf(declared.source, eventStore, { streamId, asOf });
        const { places } = events.reduce<StreamContributions<Folded, Part>>(partsAfter(declared), nothingContributed);
        const part = places.get(key)?.value;
        return part === undefined ? [] : [part];
      };

    const parts = await inParallel(streamsAtOnce, streams, async (streamId) => {
      const of = joined.sources.find(({ source }) => streamId.startsWith(`${source.category}-`));
      return of === undefined ? [] : of.withTypes(partsThen(streamId));
    });
    return madeOf(joined, key, parts.flat());
  };
