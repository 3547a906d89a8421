import { badRequest } from './failure.ts';
import { isJsonObject } from './json-body.ts';

/** How a container's items are spread: `Hash` has one path, `MultiHash` up to three. No `version` means 1. */
export interface PartitionKeyDefinition {
  readonly paths: readonly string[];
  readonly kind: 'Hash' | 'MultiHash';
  readonly version?: number;
  /** The container was created without a key; its items all miss it. */
  readonly systemKey?: boolean;
}

/** Checks and completes the partition key of a container. Throws 400. */
export function normaliseKey(sent: unknown): PartitionKeyDefinition {
  if (sent === undefined || sent === null)
    return { paths: ['/_partitionKey'], kind: 'Hash', version: 2, systemKey: true };
  if (!isJsonObject(sent)) throw badRequest(`The 'partitionKey' must be an object.`);
  const { version, systemKey } = sent;
  const kind = requireKind(sent['kind'] ?? 'Hash', version);
  return {
    paths: requireKeyPaths(sent['paths'], kind === 'MultiHash' ? 3 : 1),
    kind,
    ...(typeof version === 'number' ? { version } : {}),
    ...(systemKey === true ? { systemKey } : {}),
  };
}

function requireKind(kind: unknown, version: unknown): 'Hash' | 'MultiHash' {
  if (kind !== 'Hash' && kind !== 'MultiHash') throw badRequest(`The partition key 'kind' must be Hash or MultiHash.`);
  if (![undefined, 1, 2].some((known) => known === version))
    throw badRequest(`The partition key 'version' must be 1 or 2.`);
  if (kind === 'MultiHash' && version !== 2)
    throw badRequest(`A partition key of the kind MultiHash must have the version 2.`);
  return kind;
}

function requireKeyPaths(paths: unknown, most: number): readonly string[] {
  if (!Array.isArray(paths) || paths.length < 1 || paths.length > most)
    throw badRequest(`The partition key 'paths' must be a list of 1 to ${most} paths, each of the form "/tenantId".`);
  for (const path of paths as readonly unknown[]) refuseBadKeyPath(path);
  if (new Set(paths).size < paths.length) throw badRequest(`The partition key 'paths' must differ from each other.`);
  return paths as readonly string[];
}

/** Names of letters, digits and `_`, each after a slash. Any other name is written in quotes. */
const keyPath = /^(?:\/(?:\w+|"(?:[^"\\]|\\.)+"|'(?:[^'\\]|\\.)+'))+$/;

/** Throws 400 in the service's own words, which tell where the path stops being one. */
function refuseBadKeyPath(path: unknown): void {
  const text = String(path);
  if (typeof path === 'string' && keyPath.test(text)) return;
  const position = /^(?:\/\w+)*\/?/.exec(text)?.[0].length ?? 0;
  throw badRequest(
    `The partition key component definition path '${text}' could not be accepted, failed near position '${position}'. ` +
      'Partition key paths must contain only valid characters and not contain a trailing slash or wildcard character.',
  );
}
