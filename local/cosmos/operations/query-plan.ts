import type { Answer, CosmosRequest } from './operation.ts';
import { prepareRequest } from './prepare-request.ts';

const passThrough = JSON.stringify({
  partitionedQueryExecutionInfoVersion: 2,
  queryInfo: {
    distinctType: 'None',
    top: null,
    offset: null,
    limit: null,
    orderBy: [],
    orderByExpressions: [],
    groupByExpressions: [],
    groupByAliases: [],
    aggregates: [],
    groupByAliasToAggregateType: {},
    rewrittenQuery: '',
    hasSelectValue: false,
    hasNonStreamingOrderBy: false,
  },
  queryRanges: [{ min: '', max: 'FF', isMinInclusive: true, isMaxInclusive: false }],
});

/** Whether a query asks for its plan, which the SDK does beside every query. */
export function isPlanRequest(request: CosmosRequest): boolean {
  return request.header('x-ms-cosmos-is-query-plan-request')?.toLowerCase() === 'true';
}

/** The plan of every query: the client has nothing to merge, because this server carries queries out completely. */
export function queryPlan(request: CosmosRequest): Answer {
  prepareRequest(request.body);
  return { status: 200, charge: 0, body: passThrough };
}
