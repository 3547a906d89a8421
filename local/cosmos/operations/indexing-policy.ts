import { parsePath } from '../keys/partition-key.ts';

/** Which values of a container's items are indexed, and so paid for on writing and cheap to ask for. */
export interface IndexingPolicy {
  readonly isIndexed: (path: readonly string[]) => boolean;
  /** Whether the path is indexed by name, and not only as a part of everything (`/*`), which holds no computed properties. */
  readonly isNamed: (path: readonly string[]) => boolean;
  /** The composite indexes: each a list of paths (`/a/b`) with their directions. */
  readonly composites: readonly (readonly CompositePath[])[];
}

export interface CompositePath {
  readonly path: string;
  readonly isDescending: boolean;
}

/** The policy that containers have when they say nothing: everything but the etag. */
export const defaultIndexingPolicy = {
  indexingMode: 'consistent',
  automatic: true,
  includedPaths: [{ path: '/*' }],
  excludedPaths: [{ path: '/"_etag"/?' }],
};

interface Rule {
  readonly names: readonly string[];
  readonly isSubtree: boolean;
  readonly isIncluded: boolean;
}

interface PolicyDefinition {
  readonly indexingMode?: string;
  readonly includedPaths?: readonly { readonly path: string }[];
  readonly excludedPaths?: readonly { readonly path: string }[];
  readonly compositeIndexes?: readonly (readonly { readonly path: string; readonly order?: string }[])[];
}

/** Reads the policy of a container. The more precise of two paths wins; `id` and `_ts` are indexed always. */
export function readIndexingPolicy(definition: PolicyDefinition): IndexingPolicy {
  const rules = [
    ...(definition.includedPaths ?? []).map(({ path }) => parseRule(path, true)),
    ...(definition.excludedPaths ?? []).map(({ path }) => parseRule(path, false)),
  ].sort((left, right) => precision(right) - precision(left));
  const isOff = definition.indexingMode?.toLowerCase() === 'none';
  const composites = (definition.compositeIndexes ?? []).map((paths) =>
    paths.map(({ path, order }) => ({ path, isDescending: order?.toLowerCase() === 'descending' })),
  );
  const isIndexed = (path: readonly string[]): boolean => {
    if (isOff) return false;
    if (path.length === 1 && (path[0] === 'id' || path[0] === '_ts')) return true;
    return rules.find((rule) => matches(rule, path))?.isIncluded ?? false;
  };
  const named = rules.filter(({ names }) => names.length > 0);
  const isNamed = (path: readonly string[]): boolean =>
    !isOff && (named.find((rule) => matches(rule, path))?.isIncluded ?? false);
  return { isIndexed, isNamed, composites };
}

/** How many values of a document are indexed; elements of an array count one by one, under the name `[]`. */
export function countIndexed(policy: IndexingPolicy, value: unknown, path: readonly string[] = []): number {
  if (typeof value !== 'object' || value === null) return policy.isIndexed(path) ? 1 : 0;
  const members: readonly (readonly [string, unknown])[] = Array.isArray(value)
    ? value.map((element) => ['[]', element] as const)
    : Object.entries(value);
  return members.reduce((count, [name, member]) => count + countIndexed(policy, member, [...path, name]), 0);
}

function parseRule(path: string, isIncluded: boolean): Rule {
  const names = parsePath(path);
  // The last name is `?` for the value at the path, and `*` for everything below it.
  return { names: names.slice(0, -1), isSubtree: names.at(-1) === '*', isIncluded };
}

function precision({ names, isSubtree }: Rule): number {
  return names.length * 2 + (isSubtree ? 0 : 1);
}

function matches({ names, isSubtree }: Rule, path: readonly string[]): boolean {
  const hasLength = isSubtree ? path.length >= names.length : path.length === names.length;
  return hasLength && names.every((name, index) => name === path[index]);
}
