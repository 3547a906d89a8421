import { documentPath, isMeasured, isRanked, itemAlias, type Query } from '../sql/index.ts';
import { badRequest } from './failure.ts';
import type { CompositePath, IndexingPolicy } from './indexing-policy.ts';

interface OrderPath {
  readonly names: readonly string[];
  readonly isDescending: boolean;
}

/**
 * Throws 400 for an ORDER BY that the container's indexes do not serve, as the service does: one path must be indexed,
 * several need a composite index with the same paths in the same order, all directions equal or all reversed.
 */
export function refuseUnindexedOrder(query: Query, policy: IndexingPolicy): void {
  if (isRanked(query) || isMeasured(query)) return; // no path says what they are ordered by
  const alias = itemAlias(query);
  const paths = query.orderBy.map(({ expression, isDescending, computed }): OrderPath => {
    if (computed !== undefined) return { names: [computed], isDescending };
    const path = documentPath(expression);
    if (path === undefined || path.alias !== alias)
      throw badRequest('Unsupported ORDER BY clause. ORDER BY item expression could not be mapped to a document path.');
    return { names: path.names, isDescending };
  });
  const [only] = paths;
  const isServed = query.orderBy[0]?.computed === undefined ? policy.isIndexed : policy.isNamed;
  if (paths.length === 1 && only !== undefined && !isServed(only.names))
    throw badRequest('The index path corresponding to the specified order-by item is excluded.');
  if (paths.length > 1 && !policy.composites.some((composite) => serves(composite, paths)))
    throw badRequest('The order by query does not have a corresponding composite index that it can be served from.');
}

function serves(composite: readonly CompositePath[], paths: readonly OrderPath[]): boolean {
  if (composite.length !== paths.length) return false;
  const hasPaths = paths.every(
    ({ names }, index) => `/${names.join('/')}` === composite[index]?.path.replaceAll('"', ''),
  );
  const turned = paths.map(({ isDescending }, index) => isDescending !== composite[index]?.isDescending);
  return hasPaths && turned.every((isTurned) => isTurned === turned[0]);
}
