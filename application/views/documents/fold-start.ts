import type { StreamId } from '../../../domain/modelling/ids.ts';
import type { EventStore } from '../../streams/event-store.ts';
import type { Tracing } from '../../tracing.ts';
import type { DamagedView, FoundView } from '../read-model.ts';

/** A view before its first event. */
export const nothingYet = { view: undefined, version: 0, etag: undefined };

/** The ports of {@link foldStart}. */
export interface FindingStart {
  /** The name of the view. */
  readonly name: string;
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly tracing: Pick<Tracing, 'log'>;
}

/**
 * The version from which a document of a view can be continued. A damaged document, or one with a version that its stream
 * does not have, is folded again from the start, and logged for operators. The store is asked only about a document that is ahead of
 * what was `delivered`.
 */
export const foldStart =
  ({ name, eventStore, tracing }: FindingStart) =>
  async <View>(found: FoundView<View> | DamagedView | undefined, streamId: StreamId, delivered: number) => {
    if (found === undefined) return nothingYet;
    const isAhead = found.damage === undefined && found.version > delivered;
    const isUnheardOf = isAhead && (await eventStore.read(streamId, found.version - 1)).length === 0;
    if (found.damage === undefined && !isUnheardOf) return found;
    const damage = found.damage ?? `${streamId} has no version ${found.version}`;
    tracing.log({ event: 'damaged-view', view: name, streamId, version: delivered, damage });
    return nothingYet;
  };
