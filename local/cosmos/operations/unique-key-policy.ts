import { badRequest } from './failure.ts';
import { isJsonObject } from './json-body.ts';
import { isPropertyPath, objectsOf } from './policy.ts';

/** Combinations of values that may occur once within each partition key. */
export interface UniqueKeyPolicy {
  readonly uniqueKeys: readonly { readonly paths: readonly string[] }[];
}

// "Unique key constraints in Azure Cosmos DB"
const mostConstraints = 10;
const mostPaths = 16;

/** Checks the unique key policy of a container. Throws 400. */
export function normaliseUniqueKeys(sent: unknown): UniqueKeyPolicy {
  if (sent === undefined) return { uniqueKeys: [] };
  if (!isJsonObject(sent)) throw badRequest(`The 'uniqueKeyPolicy' must be an object.`);
  const uniqueKeys = objectsOf(sent, 'uniqueKeys').map(({ paths }) => ({ paths: requirePaths(paths) }));
  if (uniqueKeys.length > mostConstraints)
    throw badRequest(`A container may have at most ${mostConstraints} unique key constraints.`);
  const texts = uniqueKeys.map(({ paths }) => JSON.stringify(paths.toSorted()));
  if (new Set(texts).size < texts.length) throw badRequest('Two unique key constraints have the same paths.');
  return { uniqueKeys };
}

function requirePaths(paths: unknown): readonly string[] {
  const isList = Array.isArray(paths) && paths.length > 0 && paths.length <= mostPaths && paths.every(isPropertyPath);
  if (!isList)
    throw badRequest(`The 'paths' of a unique key must be a list of 1 to ${mostPaths} paths of the form "/email".`);
  if (new Set(paths).size < paths.length) throw badRequest('A unique key constraint names a path twice.');
  return paths;
}
