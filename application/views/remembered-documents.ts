import type { z } from 'zod';
import type { Cache, NewCache } from '../streams/cache.ts';
import type { DocumentKey, FoundView } from './read-model.ts';

/**
 * What one process knows of the documents of a view, by stream or by key. It may be old, as others save, too, and documents can be
 * deleted: a save under the remembered etag proves that it was current. An answer without a save must read instead.
 */
export interface RememberedDocuments<Shape> {
  /** The document as this process saved or read it last. */
  document(streamOrKey: string): FoundView<Shape> | undefined;
  /** Where the document lies. It stays there, so this is remembered longer than the document. */
  place(streamOrKey: string): DocumentKey | undefined;
  keep(streamOrKey: string, key: DocumentKey, document: FoundView<Shape>): void;
}

/** A document as text: of a known size, and read back as it is from the store. */
interface RememberedText {
  readonly text: string;
  readonly version: number;
  readonly etag: string;
}

/** The most that is remembered of one view, besides the places. Some 16,000 documents of 1 KB. */
const maximumBytes = 16 * 1024 * 1024;

/** About what an entry takes besides its text. */
const entryBytes = 200;

/** As much of a view's declaration as says what its documents are. */
export interface Rememberable<Shape> {
  readonly schema: z.ZodType<Shape, Shape>;
  readonly isPersonal: boolean;
}

/** An empty memory, bounded as the caches of this process are. Personal documents are dropped after a limited time. */
export const rememberedDocuments = <Shape extends object>(
  { schema, isPersonal }: Rememberable<Shape>,
  newCache: NewCache = remembersNothing,
): RememberedDocuments<Shape> => {
  const use = { isPersonal, maximumBytes };
  const texts = newCache<RememberedText>({ ...use, sizeOf: ({ text }) => entryBytes + 2 * text.length });
  const places = newCache<DocumentKey>({
    ...use,
    sizeOf: ({ id, partition }) => entryBytes + 2 * (id + partition).length,
  });

  return {
    document: (streamOrKey) => {
      const known = texts.get(streamOrKey);
      if (known === undefined) return undefined;
      const { text, ...saved } = known;
      const parsed = schema.safeParse(JSON.parse(text));
      return parsed.success ? { ...saved, view: parsed.data } : undefined;
    },
    place: (streamOrKey) => places.get(streamOrKey),
    keep: (streamOrKey, key, { view, version, etag }) => {
      texts.set(streamOrKey, { text: JSON.stringify(view), version, etag });
      places.set(streamOrKey, key);
    },
  };
};

const remembersNothing: NewCache = <Value extends object>(): Cache<Value> => ({
  get: () => undefined,
  set: () => undefined,
});
