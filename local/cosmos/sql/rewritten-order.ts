import type { Query } from './syntax.ts';
import { property, type Value } from './value.ts';

/**
 * Whether this is what the plan makes of a query with ORDER BY: it selects `_rid`, `orderByItems` and `payload`, from which
 * the client merges the ranges and takes the payload out.
 */
export function isRewrittenOrder({ selection }: Query): boolean {
  return selection.kind === 'columns' && selection.columns[1]?.name === 'orderByItems';
}

/** What DISTINCT compares: of a rewritten query what the client will take out of it, as each row has a `_rid` of its own. */
export function comparedByDistinct(query: Query): (row: Value) => Value {
  return isRewrittenOrder(query) ? (row) => property(row, 'payload') : (row) => row;
}
