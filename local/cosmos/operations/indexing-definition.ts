import { badRequest } from './failure.ts';
import { defaultIndexingPolicy } from './indexing-policy.ts';
import { isJsonObject, type JsonObject } from './json-body.ts';
import { isPropertyPath, objectsOf, requireOneOf } from './policy.ts';

/** Checks and completes the indexing policy of a container. Throws 400 ("Indexing policies in Azure Cosmos DB"). */
export function normaliseIndexing(sent: unknown): JsonObject {
  if (sent === undefined || sent === null) return defaultIndexingPolicy;
  if (!isJsonObject(sent)) throw badRequest(`The 'indexingPolicy' must be an object.`);
  const { indexingMode = 'consistent' } = sent;
  requireOneOf(indexingMode, ['consistent', 'lazy', 'none'], 'indexingMode');
  const isNone = String(indexingMode).toLowerCase() === 'none';
  refuseBadAutomatic(isNone, sent);
  objectsOf(sent, 'spatialIndexes').forEach(requireSpatialPath);
  requireComposites(sent['compositeIndexes'] ?? []);
  return { ...sent, indexingMode, automatic: sent['automatic'] ?? !isNone, ...normalisePaths(isNone, sent) };
}

/** Everything is included, unless the policy says otherwise or excludes the root. */
function normalisePaths(isNone: boolean, { includedPaths, excludedPaths }: JsonObject): JsonObject {
  const excluded = withEtag(requirePaths(excludedPaths ?? []));
  const isRootExcluded = excluded.some(({ path }) => path === '/*');
  const included = requirePaths(includedPaths ?? (isNone || isRootExcluded ? [] : defaultIndexingPolicy.includedPaths));
  refuseAmbiguity(isNone, included, excluded);
  return { includedPaths: included, excludedPaths: excluded };
}

interface IndexPath {
  readonly path: string;
}

function refuseBadAutomatic(isNone: boolean, { automatic }: JsonObject): void {
  if (automatic !== undefined && typeof automatic !== 'boolean') throw badRequest(`The 'automatic' must be a boolean.`);
  if (isNone && automatic === true)
    throw badRequest(`The indexing mode 'none' cannot be used when 'automatic' is true.`);
}

function requirePaths(paths: unknown): readonly IndexPath[] {
  const isList =
    Array.isArray(paths) &&
    paths.every((entry) => isJsonObject(entry) && typeof entry['path'] === 'string' && isIndexPath(entry['path']));
  if (!isList) throw badRequest(`The indexing policy is invalid: every path must begin with / and end in /? or /*.`);
  // An old way to say all: "/" is "/*" ("Indexing policies in Azure Cosmos DB", include and exclude paths).
  return (paths as readonly IndexPath[]).map((each) => (each.path === '/' ? { ...each, path: '/*' } : each));
}

function isIndexPath(path: string): boolean {
  return path === '/' || /^(\/("([^"\\]|\\.)+"|\[\]|[^/"?*[\]]+))*\/[?*]$/.test(path);
}

/** The root must be decided about, once, and no path may be both included and excluded. */
function refuseAmbiguity(isNone: boolean, included: readonly IndexPath[], excluded: readonly IndexPath[]): void {
  const paths = [...included, ...excluded].map(({ path }) => path);
  const twice = paths.find((path, index) => paths.indexOf(path) < index);
  if (twice !== undefined) throw badRequest(`The indexing policy names the path '${twice}' more than once.`);
  if (!isNone && !paths.includes('/*'))
    throw badRequest(`The special mandatory indexing path "/" is not provided in any of the path type sets.`);
}

function withEtag(paths: readonly IndexPath[]): readonly IndexPath[] {
  const etag = defaultIndexingPolicy.excludedPaths[0] as IndexPath;
  return paths.some(({ path }) => path === etag.path) ? paths : [...paths, etag];
}

function requireSpatialPath({ path }: JsonObject): void {
  if (typeof path !== 'string' || !isIndexPath(path))
    throw badRequest(`The path ${JSON.stringify(path)} of a spatial index must end in /? or /*.`);
}

const mostCompositePaths = 8;

function requireComposites(composites: unknown): void {
  if (!Array.isArray(composites)) throw badRequest(`The 'compositeIndexes' must be a list of lists.`);
  for (const paths of composites as readonly unknown[]) {
    if (!Array.isArray(paths) || !paths.every(isCompositePath) || paths.length < 2 || paths.length > mostCompositePaths)
      throw badRequest(
        `A composite index must have 2 to ${mostCompositePaths} paths of the form { "path": "/a", "order": "ascending" }.`,
      );
  }
}

function isCompositePath(entry: unknown): boolean {
  if (!isJsonObject(entry) || !isPropertyPath(entry['path'])) return false;
  const order = entry['order'] ?? 'ascending';
  return typeof order === 'string' && ['ascending', 'descending'].includes(order.toLowerCase());
}
