import { badRequest } from './failure.ts';
import { defaultIndexingPolicy } from './indexing-policy.ts';
import { isJsonObject, type JsonObject } from './json-body.ts';
import { requireId } from './resource-name.ts';

/** How a container's items are spread: `Hash` has one path, `MultiHash` up to three. No `version` means 1. */
export interface PartitionKeyDefinition {
  readonly paths: readonly string[];
  readonly kind: 'Hash' | 'MultiHash';
  readonly version?: number;
  readonly systemKey?: boolean;
}

/** What a container's creator decided, normalised. Everything else that was sent is kept as it is. */
export interface ContainerDefinition extends JsonObject {
  readonly id: string;
  readonly partitionKey: PartitionKeyDefinition;
  readonly indexingPolicy: JsonObject;
  readonly defaultTtl?: number;
}

/** Checks and completes the definition of a container. Throws 400. */
export function normaliseDefinition(sent: JsonObject): ContainerDefinition {
  const { defaultTtl, ...others } = withoutSystemProperties(sent);
  if (isJsonObject(others['uniqueKeyPolicy']) && !isEmptyPolicy(others['uniqueKeyPolicy']))
    throw badRequest('Unique key policies are not supported by the local Cosmos yet.');
  return {
    ...others,
    id: requireId(sent['id']),
    partitionKey: normaliseKey(sent['partitionKey']),
    indexingPolicy: normaliseIndexing(sent['indexingPolicy']),
    ...(defaultTtl === undefined ? {} : { defaultTtl: requireTtl(defaultTtl, 'defaultTtl') }),
    conflictResolutionPolicy: {
      mode: 'LastWriterWins',
      conflictResolutionPath: '/_ts',
      conflictResolutionProcedure: '',
    },
    geospatialConfig: sent['geospatialConfig'] ?? { type: 'Geography' },
  };
}

const longestTtl = 2 ** 31 - 1;

/** A time to live in seconds: -1 (for ever) or a positive 32-bit integer. Throws 400 for everything else, null included. */
export function requireTtl(ttl: unknown, name: string): number {
  const isTtl = typeof ttl === 'number' && Number.isInteger(ttl) && (ttl === -1 || (ttl > 0 && ttl <= longestTtl));
  if (!isTtl) throw badRequest(`The input '${name}' must be -1 or an integer from 1 to ${longestTtl}.`);
  return ttl;
}

function withoutSystemProperties(sent: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(sent).filter(([name]) => !name.startsWith('_')));
}

function isEmptyPolicy({ uniqueKeys }: JsonObject): boolean {
  return !Array.isArray(uniqueKeys) || uniqueKeys.length === 0;
}

function normaliseKey(sent: unknown): PartitionKeyDefinition {
  if (!isJsonObject(sent)) return { paths: ['/_partitionKey'], kind: 'Hash', version: 2, systemKey: true };
  const { kind = 'Hash', version, systemKey } = sent;
  if (kind !== 'Hash' && kind !== 'MultiHash') throw badRequest(`The partition key 'kind' must be Hash or MultiHash.`);
  if (![undefined, 1, 2].some((known) => known === version))
    throw badRequest(`The partition key 'version' must be 1 or 2.`);
  return {
    paths: requireKeyPaths(sent['paths'], kind === 'MultiHash' ? 3 : 1),
    kind,
    ...(typeof version === 'number' ? { version } : {}),
    ...(systemKey === true ? { systemKey } : {}),
  };
}

function requireKeyPaths(paths: unknown, most: number): readonly string[] {
  const isList = Array.isArray(paths) && paths.every((path) => typeof path === 'string' && /^\/[^/]/.test(path));
  if (!isList || paths.length < 1 || paths.length > most)
    throw badRequest(`The partition key 'paths' must be 1 to ${most} of the form "/tenantId".`);
  return paths as string[];
}

function normaliseIndexing(sent: unknown): JsonObject {
  if (!isJsonObject(sent)) return defaultIndexingPolicy;
  const { indexingMode = 'consistent', includedPaths, excludedPaths, ...others } = sent;
  const isNone = String(indexingMode).toLowerCase() === 'none';
  return {
    ...others,
    indexingMode,
    automatic: sent['automatic'] ?? !isNone,
    includedPaths: requirePaths(includedPaths ?? (isNone ? [] : defaultIndexingPolicy.includedPaths)),
    excludedPaths: withEtag(requirePaths(excludedPaths ?? [])),
  };
}

function requirePaths(paths: unknown): readonly { readonly path: string }[] {
  const isList =
    Array.isArray(paths) &&
    paths.every((entry) => isJsonObject(entry) && typeof entry['path'] === 'string' && /\/[?*]$/.test(entry['path']));
  if (!isList) throw badRequest(`The indexing policy is invalid: every path must end in /? or /*.`);
  return paths as { readonly path: string }[];
}

function withEtag(paths: readonly { readonly path: string }[]): readonly { readonly path: string }[] {
  const etag = defaultIndexingPolicy.excludedPaths[0] as { readonly path: string };
  return paths.some(({ path }) => path === etag.path) ? paths : [...paths, etag];
}
