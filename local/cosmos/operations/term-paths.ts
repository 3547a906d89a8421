import { parsePath } from '../keys/partition-key.ts';

/**
 * The paths that are kept in order for each key: those that the indexing policy includes one by one (`/version/?`), but
 * not the partition key, which is the same in a whole key. What only `/*` includes is searched within its key.
 */
export function termPaths(
  includedPaths: unknown,
  keyPaths: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  if (!Array.isArray(includedPaths)) return [];
  const keys = keyPaths.map(termName);
  return (includedPaths as readonly { readonly path: string }[])
    .map(({ path }) => parsePath(path))
    .filter((names) => names.at(-1) === '?' && !names.includes('[]'))
    .map((names) => names.slice(0, -1))
    .filter((names) => !keys.includes(termName(names)));
}

/** The name under which a path's terms are stored. */
export function termName(path: readonly string[]): string {
  return JSON.stringify(path);
}
