import { documentPath, isRanked, itemAlias, typeRank, type Resume } from '../sql/index.ts';
import type { StoredItem } from '../storage/items.ts';
import { hasItems, pathIndexState, type IndexedPath } from '../storage/path-index.ts';
import { scanByPath, type OrderStart, type Scan } from '../storage/scan.ts';
import type { Container } from './container.ts';
import type { Cosmos } from './operation.ts';
import type { QueryRequest } from './prepare-request.ts';
import { isText } from './sqlite-text.ts';

/** With fewer items than that, looking at each is as fast as an index. */
export const worthIndexing = 2000;

/** A query, and what it is asked of. */
export interface Asked {
  readonly cosmos: Cosmos;
  readonly container: Container;
  readonly query: QueryRequest;
}

/**
 * All items in the order that a query asks for, from where its last page ended; `undefined` when no index has them so.
 * Over many items a page is then read as far as it goes.
 */
export function itemsInOrder(asked: Asked, scan: Scan, resume: Resume | undefined): Iterable<StoredItem> | undefined {
  const { cosmos, query } = asked;
  const indexed = orderPath(asked);
  if (indexed === undefined || !hasItems(cosmos.storage, worthIndexing, { container: indexed.container }))
    return undefined;
  if (pathIndexState(cosmos.storage, indexed) !== 'ready') return undefined;
  const start = resume && startOf(resume.after);
  if (start === 'nowhere') return undefined;
  const isDescending = query.prepared.query.orderBy[0]?.isDescending === true;
  return scanByPath(cosmos.storage, scan, { indexed, isDescending, start });
}

/** The one path of the item that a query is ordered by, when every row stands for itself. */
export function orderPath({ container, query: { prepared } }: Asked): IndexedPath | undefined {
  const { query } = prepared;
  const [by, ...more] = query.orderBy;
  if (by === undefined || more.length > 0 || query.isDistinct || isRanked(query) || by.computed !== undefined)
    return undefined;
  const path = documentPath(by.expression);
  if (path === undefined || path.alias !== itemAlias(query) || path.names.length === 0) return undefined;
  return { container: container.no, path: path.names, purpose: 'order' };
}

function startOf({ order: [value], no }: Resume['after']): OrderStart | 'nowhere' {
  const rank = typeRank(value);
  if (value === undefined || value === null) return { rank, value: 0, no };
  if (typeof value === 'object' || !isText(value)) return 'nowhere';
  return { rank, value: typeof value === 'boolean' ? Number(value) : value, no };
}
