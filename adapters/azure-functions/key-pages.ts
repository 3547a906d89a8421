import { z } from 'zod';
import { packContinuation, unpackContinuation } from '../continuation.ts';

/** A list in the order of keys, and how to read it. */
export interface KeyList<Item> {
  /** Its name, which no other list has. */
  readonly name: string;
  readonly keyOf: (item: Item) => string;
  /** The items of keys behind `after`, at most so many; from the first on without it. */
  readonly read: (after: string | undefined, atMost: number) => Promise<readonly Item[]>;
}

/** A page of a list. Reads one item more than it gives, to see whether anything follows. Throws {@link UnknownContinuation}. */
export const keyPage = async <Item>(
  { name, keyOf, read }: KeyList<Item>,
  { limit, continuation }: { readonly limit: number; readonly continuation?: string },
): Promise<{ readonly items: readonly Item[]; readonly continuation: string | null }> => {
  const after = continuation === undefined ? undefined : unpackContinuation(z.string(), name, continuation);
  const found = await read(after, limit + 1);
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, continuation: last === undefined ? null : packContinuation(name, keyOf(last)) };
};
