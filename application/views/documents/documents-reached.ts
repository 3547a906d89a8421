import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { StreamId } from '../../../domain/modelling/ids.ts';
import { categoriesOf, type View } from '../../../domain/modelling/view.ts';
import type { MeasuredSubscriber, Reached, StoredCommit } from '../../feed/measured-subscriber.ts';
import { inParallel } from '../../in-parallel.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { readableEvents } from '../../streams/readable-events.ts';
import type { DocumentKey, ReadModel } from '../read-model.ts';
import { documentPlaceOf, isFoundByName } from '../../../domain/modelling/document-place.ts';

/** The ports of {@link documentsReached}. */
export interface SeekingDocuments<Shape> {
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly readModel: Pick<ReadModel<Shape>, 'find'>;
}

const streamsAtOnce = 8;

/**
 * Says of commits whether the documents of a view show them. One read for each stream; where the place of a document follows
 * from its content, or where there is none, the stream is folded, too. A stream that cannot be folded counts as missing.
 */
export const documentsReached = <Types extends EventTypes, Shape extends object>(
  view: View<Types, Shape>,
  { eventStore, readModel }: SeekingDocuments<Shape>,
): MeasuredSubscriber['reached'] => {
  const { source, fold } = view;
  const categories = new Set(categoriesOf(view));
  const foldStream = async (streamId: StreamId): Promise<Shape | 'nothing' | 'unreadable'> => {
    const { records, failure } = await readableEvents(source, eventStore, streamId);
    try {
      return records.reduce<Shape | undefined>(fold, undefined) ?? (failure === undefined ? 'nothing' : 'unreadable');
    } catch {
      return 'unreadable'; // the subscriber fails on it, too
    }
  };

  const versionOf = async (key: DocumentKey): Promise<number> => (await readModel.find(key))?.version ?? 0;

  /** The version that a stream's document has reached; undefined where there is nothing to show. */
  const reachedVersion = async ({ streamId }: StoredCommit): Promise<number | undefined> => {
    const known = isFoundByName(view) ? await versionOf(documentPlaceOf(view, streamId, undefined)) : 0;
    if (known > 0) return known;
    const folded = await foldStream(streamId);
    if (folded === 'nothing') return undefined;
    return folded === 'unreadable' || isFoundByName(view) ? 0 : versionOf(documentPlaceOf(view, streamId, folded));
  };

  return async (commits) => {
    const concerned = new Map(
      commits.filter(({ category }) => categories.has(category)).map((commit) => [commit.streamId, commit]),
    );
    const versions = new Map(
      await inParallel(streamsAtOnce, [...concerned], async ([streamId, commit]) => {
        return [streamId, await reachedVersion(commit)] as const;
      }),
    );
    return commits.map(({ streamId, version }): Reached => {
      const reached = versions.get(streamId);
      if (reached === undefined) return 'notConcerned';
      return reached >= version ? 'reached' : 'missing';
    });
  };
};
