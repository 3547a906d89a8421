import { z } from 'zod';
import { packContinuation, unpackContinuation } from '../continuation.ts';

// Pages of lists in the order of versions: each begins behind a version. To callers that is opaque, and bound to its list.

/** The version behind which a page begins; 0 for the first page. Throws {@link UnknownContinuation}. */
export const versionBefore = (list: string, continuation: string | undefined): number =>
  continuation === undefined ? 0 : unpackContinuation(z.int().min(1), list, continuation);

/** What leads to the page behind this version; null without one. */
export const continuationBehind = (list: string, version: number | undefined): string | null =>
  version === undefined ? null : packContinuation(list, version);

/** A list in the order of versions, and how to read it. */
export interface VersionList<Item> {
  /** Its name, which no other list has. */
  readonly name: string;
  readonly versionOf: (item: Item) => number;
  /** The items of versions above `after`, at most so many. */
  readonly read: (after: number, atMost: number) => Promise<readonly Item[]>;
}

/** A page of a list. Reads one item more than it gives, to see whether anything follows. */
export const versionPage = async <Item>(
  { name, versionOf, read }: VersionList<Item>,
  { limit, continuation }: { readonly limit: number; readonly continuation?: string },
): Promise<{ readonly items: readonly Item[]; readonly continuation: string | null }> => {
  const found = await read(versionBefore(name, continuation), limit + 1);
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items, continuation: continuationBehind(name, last && versionOf(last)) };
};
