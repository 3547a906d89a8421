import { concatenation, isMeasured, planHybrid, planQuery } from '../sql/index.ts';
import type { Answer, CosmosRequest } from './operation.ts';
import { prepareRequest, type QueryRequest } from './prepare-request.ts';

const everything = { min: '', max: 'FF', isMinInclusive: true, isMaxInclusive: false };

/** Whether a query asks for its plan, which the SDK does beside every query. */
export function isPlanRequest(request: CosmosRequest): boolean {
  return request.header('x-ms-cosmos-is-query-plan-request')?.toLowerCase() === 'true';
}

/**
 * How a client may ask the ranges one by one and merge their answers. A query that it could not merge is answered by the
 * first range alone, so that there is nothing to merge.
 */
export function queryPlan(request: CosmosRequest): Answer {
  const features = new Set(request.header('x-ms-cosmos-supported-query-features')?.split(/,\s*/));
  return { status: 200, charge: 0, body: JSON.stringify(planFor(prepareRequest(request.body), features)) };
}

/** The plan for a client that can do all that a plan may ask for. */
export function completePlan(query: QueryRequest): object {
  return planFor(query, new Set(['HybridSearch', 'HybridSearchSkipOrderByRewrite', 'NonStreamingOrderBy']));
}

function planFor({ prepared, parameters }: QueryRequest, features: ReadonlySet<string>): object {
  const hybridSearchQueryInfo = features.has('HybridSearch')
    ? planHybrid(prepared.query, parameters, { isSorted: !features.has('HybridSearchSkipOrderByRewrite') })
    : undefined;
  const isBeyond = isMeasured(prepared.query) && !features.has('NonStreamingOrderBy');
  const queryInfo = (isBeyond ? undefined : planQuery(prepared.query, parameters)) ?? concatenation;
  return {
    partitionedQueryExecutionInfoVersion: 2,
    ...(hybridSearchQueryInfo === undefined ? { queryInfo } : { hybridSearchQueryInfo }),
    queryRanges: [everything],
  };
}
