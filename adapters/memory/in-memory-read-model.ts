import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { DamagedView, DocumentKey, FoundView, Projected, ReadModel } from '../../application/views/read-model.ts';
import { assertKeepable, assertUsableKey, type ReadModelShape } from '../read-model-shape.ts';
import { jsonCopy } from '../stored-json.ts';
import { ordered, sortedPage } from './sorted-page.ts';
import { documentIdFor } from '../document-id.ts';
import { documentList, listPlace, nameOfList, type DocumentList, type ListPlace } from '../document-list.ts';

/** A document as it is stored: what is in it is only known once it is parsed. */
interface StoredView extends DocumentKey {
  readonly document: { readonly view: object; readonly version: number };
  /** Another one after each save, also of a document that was deleted in between. */
  readonly etag: string;
}

/** The documents of views that forget on restart, by their place. Handed to two read models, both show the same documents. */
export type StoredViews = Map<string, StoredView>;

/** A read model that forgets on restart. Pages go on behind the last document given, whatever was written in between. */
export const inMemoryReadModel = <View extends object>(
  shape: Omit<ReadModelShape<View>, 'container'>,
  documents: StoredViews = new Map(),
): ReadModel<View> => {
  const read = ({ document, etag }: StoredView): FoundView<View> | DamagedView => {
    const { view, version } = jsonCopy(document);
    const found = shape.schema.safeParse(view);
    return found.success ? { view: found.data, version, etag } : { damage: z.prettifyError(found.error), etag };
  };

  return {
    find: async (key) => {
      assertUsableKey(key);
      const kept = documents.get(nameOf(key));
      return kept === undefined ? undefined : read(kept);
    },

    save: async (key, document, etag) => {
      assertKeepable(shape, key, document.view);
      const stored = documents.get(nameOf(key));
      if (stored === undefined ? etag !== undefined : etag !== stored.etag) return 'conflict';
      const saved = { etag: `"${randomUUID()}"` };
      documents.set(nameOf(key), { ...key, document: jsonCopy(document), ...saved });
      return saved;
    },

    list: async ({ direction = 'desc', limit, continuation, ...filter }) => {
      const list = documentList(shape, filter);
      const sorting = { schema: listPlace, placeOf: placeIn(list), compare: direction === 'asc' ? rising : falling };
      const page = { partition: nameOfList({ ...filter, direction, limit }, list), limit, continuation };
      const { items, ...end } = sortedPage(fitting(documents, list), sorting, page);
      return { items: items.flatMap((kept) => undamaged(read(kept))), ...end };
    },

    count: async (filter) => fitting(documents, documentList(shape, filter)).length,

    async *keys() {
      yield [...documents.values()]
        .filter(({ id }) => documentIdFor(id) === id)
        .map(({ id, partition }) => ({ id, partition }));
    },

    remove: async (key, etag) => {
      const stored = documents.get(nameOf(key));
      if (stored !== undefined && stored.etag !== etag) return 'conflict';
      documents.delete(nameOf(key));
      return 'removed';
    },
  };
};

const undamaged = <View>(found: FoundView<View> | DamagedView): readonly Projected<View>[] =>
  found.damage === undefined ? [{ view: found.view, version: found.version }] : [];

/** The place of a document among all of its view. */
export const nameOf = ({ partition, id }: DocumentKey): string => JSON.stringify([partition, id]);

const fieldOf = ({ document }: StoredView, field: string): unknown =>
  new Map<string, unknown>(Object.entries(document.view)).get(field);

const placeIn =
  ({ orderBy }: DocumentList) =>
  (kept: StoredView): ListPlace =>
    listPlace.parse([orderBy === undefined ? null : fieldOf(kept, orderBy), documentIdFor(kept.id)]);

/** The documents to which all filters apply. */
const fitting = (documents: StoredViews, list: DocumentList): readonly StoredView[] => {
  const { partition, equal, orderBy, ownedBy } = list;
  const wanted = [...equal, ...(ownedBy === undefined ? [] : [[ownedBy.field, ownedBy.ownerId] as const])];
  return [...documents.values()].filter(
    (kept) =>
      (partition === undefined || kept.partition === partition) &&
      wanted.every(([field, value]) => fieldOf(kept, field) === value) &&
      (orderBy === undefined || isWithin(list, fieldOf(kept, orderBy))),
  );
};

/** Whether a value of the order is what is asked for. One of another type than a bound is outside of it, as in the store. */
const isWithin = ({ from, before, prefix }: DocumentList, value: unknown): boolean =>
  isPlain(value) &&
  (from === undefined || (typeof value === typeof from && ordered(value, from) >= 0)) &&
  (before === undefined || (typeof value === typeof before && ordered(value, before) < 0)) &&
  (prefix === undefined || String(value).startsWith(prefix));

const isPlain = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

const rising = (one: ListPlace, other: ListPlace): number =>
  ordered(one[0] ?? 0, other[0] ?? 0) || ordered(one[1], other[1]);

const falling = (one: ListPlace, other: ListPlace): number => rising(other, one);
