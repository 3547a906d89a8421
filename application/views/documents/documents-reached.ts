import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import type { StreamId } from '../../../domain/modelling/ids.ts';
import type { View } from '../../../domain/modelling/view.ts';
import type { MeasuredSubscriber, Reached, StoredCommit } from '../../feed/measured-subscriber.ts';
import { inParallel } from '../../in-parallel.ts';
import { entityIdOf } from '../../streams/commit.ts';
import type { EventStore } from '../../streams/event-store.ts';
import { readableEvents } from '../../streams/readable-events.ts';
import type { ReadModel } from '../read-model.ts';

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
  { source, partition, fold }: View<Types, Shape>,
  { eventStore, readModel }: SeekingDocuments<Shape>,
): MeasuredSubscriber['reached'] => {
  const foldStream = async (streamId: StreamId): Promise<Shape | 'nothing' | 'unreadable'> => {
    const { records, failure } = await readableEvents(source, eventStore, streamId);
    try {
      return records.reduce<Shape | undefined>(fold, undefined) ?? (failure === undefined ? 'nothing' : 'unreadable');
    } catch {
      return 'unreadable'; // the subscriber fails on it, too
    }
  };

  const versionOf = async (id: string, place: string): Promise<number> =>
    (await readModel.find({ id, partition: place }))?.version ?? 0;

  /** The version that a stream's document has reached; undefined where there is nothing to show. */
  const reachedVersion = async (commit: StoredCommit): Promise<number | undefined> => {
    const id = entityIdOf(commit);
    const known = partition.by === 'entity' ? await versionOf(id, id) : 0;
    if (known > 0) return known;
    const folded = await foldStream(commit.streamId);
    if (folded === 'nothing') return undefined;
    return folded === 'unreadable' || partition.by === 'entity' ? 0 : versionOf(id, String(folded[partition.field]));
  };

  return async (commits) => {
    const concerned = new Map(
      commits.filter(({ category }) => category === source.category).map((commit) => [commit.streamId, commit]),
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
