import { isGrouped } from '../sql/index.ts';
import { badRequest, CosmosFailure } from './failure.ts';
import type { CosmosRequest } from './operation.ts';
import type { QueryRequest } from './prepare-request.ts';
import { completePlan } from './query-plan.ts';

/** The substatus of "ask the ranges, and merge by the plan". */
const notServedByGateway = 1004;

/**
 * Throws 400 for a query over several keys whose answer depends on all ranges, as the service's gateway does, also where
 * there is one range only ("Querying Azure Cosmos DB resources using the REST API": TOP, ORDER BY, OFFSET LIMIT,
 * aggregates, DISTINCT, GROUP BY). The refusal has the plan, by which the SDK asks the ranges, merges and checks. Groups
 * and aggregates without VALUE are refused in other words and without the plan, which the SDK has asked for meanwhile.
 *
 * Kinder than the service to few readers: @azure/cosmos 4.10 never comes to the end of groups and aggregates with fewer
 * readers than ranges, which it says with a header. Those are answered whole.
 */
export function refuseUnmerged(request: CosmosRequest, query: QueryRequest, key: string | undefined): void {
  if (key !== undefined || isOfOneKey(request) || !canMerge(request) || isServed(query)) return;
  const { groupBy, selection } = query.prepared.query;
  const isGroups = isGrouped(query.prepared.query);
  if (isGroups && hasFewReaders(request)) return;
  if (groupBy.length > 0 || (isGroups && selection.kind !== 'value'))
    throw badRequest(`Cross partition query only supports 'VALUE <AggregateFunc>' for aggregates.`);
  throw new CosmosFailure(400, 'The provided cross partition query can not be directly served by the gateway.', {
    substatus: notServedByGateway,
    additionalErrorInfo: JSON.stringify(completePlan(query)),
  });
}

function isOfOneKey(request: CosmosRequest): boolean {
  return ['partitionkeyrangeid', 'partitionkey'].some(
    (name) => request.header(`x-ms-documentdb-${name}`) !== undefined,
  );
}

function canMerge(request: CosmosRequest): boolean {
  return request.header('x-ms-documentdb-query-enablecrosspartition')?.toLowerCase() === 'true';
}

function hasFewReaders(request: CosmosRequest): boolean {
  return request.header('x-ms-documentdb-query-parallelizecrosspartitionquery')?.toLowerCase() === 'true';
}

/** Filters, projections, joins within an item: what the gateway itself answers, range after range. */
function isServed({ prepared: { query } }: QueryRequest): boolean {
  const { top, limit, isDistinct, orderBy } = query;
  return top === undefined && limit === undefined && !isDistinct && orderBy.length === 0 && !isGrouped(query);
}
