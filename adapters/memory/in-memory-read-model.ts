import { z } from 'zod';
import type { DocumentKey, Projected, ReadModel } from '../../application/views/read-model.ts';
import { packContinuation, unpackContinuation } from '../continuation.ts';
import { assertKeepable, assertUsableKey, type ReadModelShape } from '../read-model-shape.ts';
import { jsonCopy } from './json-copy.ts';

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

    list: async ({ partition, limit, continuation }) => {
      const last = continuation === undefined ? undefined : unpackContinuation(place, partition, continuation);
      const rest = [...documents.values()]
        .filter((kept) => partition === undefined || kept.partition === partition)
        .map((kept) => ({ kept, place: placeOf(kept) }))
        .filter((entry) => last === undefined || compare(last, entry.place) < 0)
        .sort((one, other) => compare(one.place, other.place));
      const page = rest.slice(0, limit);
      const items = page.map(({ kept }) => jsonCopy(kept.document));
      const end = page.at(-1);
      if (end === undefined || page.length === rest.length) return { items };
      return { items, continuation: packContinuation(partition, end.place) };
    },
  };
};

const nameOf = ({ partition, id }: DocumentKey): string => JSON.stringify([partition, id]);

/** Highest value first; equals in the order of their names. */
const compare = (one: Place, other: Place): number =>
  -ordered(one[0], other[0]) || ordered(one[1], other[1]) || ordered(one[2], other[2]);

const ordered = (one: string | number, other: string | number): number => {
  if (one === other) return 0;
  return one < other ? -1 : 1;
};
