import { concatenation, isMeasured, planHybrid, planQuery } from '../sql/index.ts';
import type { Answer, CosmosRequest } from './operation.ts';
import { prepareRequest } from './prepare-request.ts';

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
  const { prepared, parameters } = prepareRequest(request.body);
  const features = new Set(request.header('x-ms-cosmos-supported-query-features')?.split(/,\s*/));
  const hybridSearchQueryInfo = features.has('HybridSearch')
    ? planHybrid(prepared.query, parameters, { isSorted: !features.has('HybridSearchSkipOrderByRewrite') })
    : undefined;
  const isBeyond = isMeasured(prepared.query) && !features.has('NonStreamingOrderBy');
  const queryInfo = (isBeyond ? undefined : planQuery(prepared.query, parameters)) ?? concatenation;
  const plan = {
    partitionedQueryExecutionInfoVersion: 2,
    ...(hybridSearchQueryInfo === undefined ? { queryInfo } : { hybridSearchQueryInfo }),
    queryRanges: [everything],
  };
  return { status: 200, charge: 0, body: JSON.stringify(plan) };
}
