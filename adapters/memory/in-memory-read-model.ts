import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { DamagedView, DocumentKey, FoundView, Projected, ReadModel } from '../../application/views/read-model.ts';
import { assertKeepable, assertUsableKey, type ReadModelShape } from '../read-model-shape.ts';
import { jsonCopy } from './json-copy.ts';
import { ordered, sortedPage } from './sorted-page.ts';

/** A document as it is stored: what is in it is only known once it is parsed. */
interface StoredView extends DocumentKey {
  readonly document: { readonly view: object; readonly version: number };
  /** Another one after each save, also of a document that was deleted in between. */
  readonly etag: string;
}

/** The documents of views that forget on restart, by their place. Handed to two read models, both show the same documents. */
export type StoredViews = Map<string, StoredView>;

/** A document's place in the order of a list: the value of the order field, then the id, which distinguishes equal values. */
const place = z.tuple([z.union([z.string(), z.number()]), z.string(), z.string()]);
type Place = Readonly<z.infer<typeof place>>;

/** A read model that forgets on restart. Pages go on behind the last document given, whatever was written in between. */
export const inMemoryReadModel = <View extends object>(
  shape: Omit<ReadModelShape<View>, 'container'>,
  documents: StoredViews = new Map(),
): ReadModel<View> => {
  const parsed = z.object({ view: shape.schema, version: z.int().min(1) });

  const placeOf = ({ partition, id, document }: StoredView): Place => {
    const value: unknown = new Map<string, unknown>(Object.entries(document.view)).get(shape.orderBy ?? '');
    return [typeof value === 'number' ? value : String(value), partition, id];
  };

  const read = (stored: StoredView): FoundView<View> | DamagedView => {
    const { document, etag } = stored;
    const found = parsed.safeParse(jsonCopy(document));
    return found.success ? { ...found.data, etag } : { damage: z.prettifyError(found.error), etag };
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

    list: async ({ partition, ...page }) => {
      const inPartition = [...documents.values()].filter(
        (kept) => partition === undefined || kept.partition === partition,
      );
      const { items, ...end } = sortedPage(inPartition, { schema: place, placeOf, compare }, { ...page, partition });
      return { items: items.flatMap((kept) => undamaged(read(kept))), ...end };
    },
  };
};

const undamaged = <View>(found: FoundView<View> | DamagedView): readonly Projected<View>[] =>
  found.damage === undefined ? [{ view: found.view, version: found.version }] : [];

const nameOf = ({ partition, id }: DocumentKey): string => JSON.stringify([partition, id]);

/** Highest value first; equals in the order of their names. */
const compare = (one: Place, other: Place): number =>
  -ordered(one[0], other[0]) || ordered(one[1], other[1]) || ordered(one[2], other[2]);
