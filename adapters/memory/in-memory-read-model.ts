import { z } from 'zod';
import type { DocumentKey, Projected, ReadModel } from '../../application/views/read-model.ts';
import { assertKeepable, assertUsableKey, type ReadModelShape } from '../read-model-shape.ts';
import { jsonCopy } from './json-copy.ts';
import { ordered, sortedPage } from './sorted-page.ts';

interface Kept<View> extends DocumentKey {
  readonly document: Projected<View>;
  readonly etag: string;
}

/** A document's place in the order of a list: the value of the order field, then what tells equals apart. */
const place = z.tuple([z.union([z.string(), z.number()]), z.string(), z.string()]);
type Place = Readonly<z.infer<typeof place>>;

/** A read model that forgets on restart. Pages go on behind the last document given, whatever was written in between. */
export const inMemoryReadModel = <View extends object>(
  shape: Pick<ReadModelShape<View>, 'partitionKey' | 'orderBy'>,
): ReadModel<View> => {
  const documents = new Map<string, Kept<View>>();
  let saves = 0;

  const placeOf = ({ partition, id, document }: Kept<View>): Place => {
    const value: unknown = new Map<string, unknown>(Object.entries(document.view)).get(shape.orderBy ?? '');
    return [typeof value === 'number' ? value : String(value), partition, id];
  };

  return {
    find: async (key) => {
      assertUsableKey(key);
      const kept = documents.get(nameOf(key));
      return kept === undefined ? undefined : { ...jsonCopy(kept.document), etag: kept.etag };
    },

    save: async (key, document, etag) => {
      assertKeepable(shape, key, document.view);
      if (documents.get(nameOf(key))?.etag !== etag) return 'conflict';
      saves += 1;
      documents.set(nameOf(key), { ...key, document: jsonCopy(document), etag: `"${saves}"` });
      return 'saved';
    },

    list: async ({ partition, ...page }) => {
      const inPartition = [...documents.values()].filter(
        (kept) => partition === undefined || kept.partition === partition,
      );
      const { items, ...end } = sortedPage(inPartition, { schema: place, placeOf, compare }, { ...page, partition });
      return { items: items.map(({ document }) => jsonCopy(document)), ...end };
    },
  };
};

const nameOf = ({ partition, id }: DocumentKey): string => JSON.stringify([partition, id]);

/** Highest value first; equals in the order of their names. */
const compare = (one: Place, other: Place): number =>
  -ordered(one[0], other[0]) || ordered(one[1], other[1]) || ordered(one[2], other[2]);
