import { isMeasured, isRewrittenOrder, planQuery } from '../sql/index.ts';
import type { Container } from './container.ts';
import { rangeGone } from './failure.ts';
import type { CosmosRequest } from './operation.ts';
import type { QueryRequest } from './prepare-request.ts';

/** The part of a container that a query is asked of: all of it, some ranges, or nothing. */
export type AskedPart = 'all' | 'nothing' | { readonly ranges: readonly number[] };

/**
 * What a request that names a range asks for. A client that follows the plan asks every range, and merges. Where it could
 * not merge, the first range answers for all of them, and the others with nothing. A range that was split meanwhile is
 * answered for by its heirs: told that it is gone, the SDK (4.10.1) asks for it again without end. Throws 410 for a range
 * that never was.
 */
export function askedPart(request: CosmosRequest, { ranges }: Container, query: QueryRequest): AskedPart {
  const id = request.header('x-ms-documentdb-partitionkeyrangeid');
  if (id === undefined) return 'all';
  const heirs = ranges.filter(({ no, parents }) => [...parents, no].some((one) => String(one) === id));
  const [first] = heirs;
  if (first === undefined) throw rangeGone(id);
  if (isMerged(query)) return { ranges: heirs.map(({ no }) => no) };
  return first === ranges[0] ? 'all' : 'nothing';
}

/** Whether the client puts the answers of the ranges in order; one that cannot do so by a measure sends the query as it is. */
function isMerged({ prepared: { query }, parameters }: QueryRequest): boolean {
  return isRewrittenOrder(query) || (!isMeasured(query) && planQuery(query, parameters) !== undefined);
}
