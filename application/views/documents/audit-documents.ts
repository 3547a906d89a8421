import type { StreamId } from '../../../domain/modelling/ids.ts';
import { documentPlaceOf, streamOfDocument } from '../../../domain/modelling/document-place.ts';
import type { EventTypes } from '../../../domain/modelling/aggregate.ts';
import { categoriesOf, type View } from '../../../domain/modelling/view.ts';
import type { EventStore } from '../../streams/event-store.ts';
import type { AuditedEntry, AuditedView, Compared } from '../audit/audit.ts';
import { comparing, unreadable, type Comparing, type Look } from '../audit/audit-look.ts';
import { differingFields } from '../audit/differing-fields.ts';
import { foldStream, type FoldedStream } from '../folded-stream.ts';
import type { DamagedView, DocumentKey, FoundView, ReadModel } from '../read-model.ts';

/** The ports of an audit of documents. */
export interface AuditingDocuments<Shape> extends Omit<Comparing, 'name'> {
  /** Decrypts, as that of the projector does. */
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly readModel: ReadModel<Shape>;
}

/**
 * Compares documents with a fresh fold of their streams: also those that should be there and are not, and those that are there
 * without a stream. Differences name fields, never values, which may be personal. Remembers the place of each document that was
 * compared, some 200 bytes.
 */
export const auditedDocuments = <Types extends EventTypes, Shape extends object>(
  view: View<Types, Shape>,
  { eventStore, readModel, ...auditing }: AuditingDocuments<Shape>,
): AuditedView => {
  const { name, source, fold } = view;
  const places = new Map<string, string>();
  const compare = comparing({ name, ...auditing });

  const foldAfresh = (streamId: StreamId): Promise<FoldedStream<Shape | undefined>> =>
    foldStream<Types, Shape | undefined>({ source, eventStore }, streamId, { start: undefined, fold });

  const keyOf = (streamId: StreamId, folded: Shape | undefined) => documentPlaceOf(view, streamId, folded);

  const write = async (key: DocumentKey, { folded, version }: FoldedStream<Shape | undefined>, etag?: string) => {
    if (folded !== undefined) return (await readModel.save(key, { view: folded, version }, etag)) !== 'conflict';
    return etag === undefined || (await readModel.remove(key, etag)) === 'removed';
  };

  const look = async (streamId: StreamId): Promise<Look> => {
    const stream = await foldAfresh(streamId);
    if (stream.failure !== undefined) return unreadable(stream.failure);
    const key = keyOf(streamId, stream.folded);
    places.set(key.id, key.partition);
    const found = await readModel.find(key);
    return {
      ...comparisonOf(streamId, stream, found),
      recordedAt: stream.recordedAt,
      write: () => write(key, stream, found?.etag),
    };
  };

  /** Whether a document lies where its stream has put one, as far as can be said. */
  const isInPlace = async (streamId: StreamId, key: DocumentKey): Promise<boolean> => {
    const { folded, failure } = await foldAfresh(streamId);
    if (failure !== undefined) return true;
    return folded !== undefined && keyOf(streamId, folded).partition === key.partition;
  };

  const lookForStray = async (streamId: StreamId, key: DocumentKey): Promise<Look> => {
    const found = await readModel.find(key);
    const difference = `The document ${key.id} lies where ${streamId} has none.`;
    if (found === undefined || (await isInPlace(streamId, key))) return { fit: 'right', difference };
    return { fit: 'ahead', difference, write: async () => (await readModel.remove(key, found.etag)) === 'removed' };
  };

  const compareEntry = async (key: DocumentKey, repairs: boolean): Promise<Compared> => {
    if (places.get(key.id) === key.partition) return 'right';
    const streamId = streamOfDocument(view, key.id);
    const isThere = await isInPlace(streamId, key);
    return compare(streamId, repairs, () => (isThere ? look(streamId) : lookForStray(streamId, key)));
  };

  return {
    name,
    categories: categoriesOf(view),
    isEveryEntryChecked: false,
    checkStream: async (streamId, repairs) => [await compare(streamId, repairs, () => look(streamId))],
    async *entries() {
      for await (const keys of readModel.keys())
        yield keys.map((key): AuditedEntry => async (repairs) => [await compareEntry(key, repairs)]);
    },
  };
};

const comparisonOf = <Shape extends object>(
  streamId: StreamId,
  { folded, version }: FoldedStream<Shape | undefined>,
  found: FoundView<Shape> | DamagedView | undefined,
): Pick<Look, 'fit' | 'difference'> => {
  const is = (fit: Look['fit'], what: string) => ({ fit, difference: `The document of ${streamId} ${what}.` });
  if (found === undefined) return folded === undefined ? is('right', 'is not there') : is('behind', 'is missing');
  if (found.damage !== undefined) return is('wrong', 'is damaged');
  if (found.version !== version)
    return is(
      found.version < version ? 'behind' : 'ahead',
      `is of version ${found.version}, and the stream of version ${version}`,
    );
  if (folded === undefined) return is('wrong', 'shows what its events do not');
  const fields = differingFields(found.view, folded);
  return is(fields.length === 0 ? 'right' : 'wrong', `has another ${fields.join(', ')} than its events say`);
};
