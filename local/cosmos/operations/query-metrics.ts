import { documentPath, itemAlias, restrictions } from '../sql/index.ts';
import type { IndexingPolicy } from './indexing-policy.ts';
import type { CosmosRequest } from './operation.ts';
import type { QueryRequest } from './prepare-request.ts';
import type { Page } from './query-page.ts';

/** What a page took: items looked at, their bytes, those that matched, and milliseconds in all. */
export interface Work {
  readonly items: number;
  readonly bytes: number;
  readonly matches: number;
  readonly milliseconds: number;
}

/** The metrics that a request asks for, as headers in the forms that the SDK parses. */
export function metricHeaders(
  request: CosmosRequest,
  page: Page,
  work: Work,
  { query, indexing }: { readonly query: QueryRequest; readonly indexing: IndexingPolicy },
): Readonly<Record<string, string>> {
  const isAsked = (name: string): boolean => request.header(name)?.toLowerCase() === 'true';
  const asksIndex = isAsked('x-ms-cosmos-populateindexmetrics') || isAsked('x-ms-cosmos-populateindexmetrics-v2');
  return {
    ...(isAsked('x-ms-documentdb-populatequerymetrics')
      ? { 'x-ms-documentdb-query-metrics': describe(page, work) }
      : {}),
    ...(asksIndex ? { 'x-ms-cosmos-index-utilization': encodeURIComponent(indexMetrics(query, indexing)) } : {}),
  };
}

function describe({ texts, bytes }: Page, work: Work): string {
  const time = work.milliseconds.toFixed(2);
  const metrics = {
    totalExecutionTimeInMs: time,
    queryCompileTimeInMs: '0.00',
    queryLogicalPlanBuildTimeInMs: '0.00',
    queryPhysicalPlanBuildTimeInMs: '0.00',
    queryOptimizationTimeInMs: '0.00',
    VMExecutionTimeInMs: time,
    indexLookupTimeInMs: '0.00',
    documentLoadTimeInMs: '0.00',
    systemFunctionExecuteTimeInMs: '0.00',
    userFunctionExecuteTimeInMs: '0.00',
    retrievedDocumentCount: work.items,
    retrievedDocumentSize: work.bytes,
    outputDocumentCount: texts.length,
    outputDocumentSize: bytes,
    writeOutputTimeInMs: '0.00',
    indexUtilizationRatio: (work.items === 0 ? 1 : Math.min(1, work.matches / work.items)).toFixed(2),
  };
  return Object.entries(metrics)
    .map(([name, value]) => `${name}=${value}`)
    .join(';');
}

/** Which indexed paths the filters and the order of a query can use, and which it could if they were indexed. */
function indexMetrics({ prepared, parameters }: QueryRequest, indexing: IndexingPolicy): string {
  const { query } = prepared;
  const ordered = query.orderBy.flatMap(({ expression }) => {
    const path = documentPath(expression);
    return path !== undefined && path.alias === itemAlias(query) ? [path.names] : [];
  });
  const paths = [...restrictions(query, parameters).map(({ path }) => path), ...ordered];
  const specs = (isUsed: boolean): readonly { readonly IndexSpec: string }[] =>
    [...new Set(paths.filter((path) => indexing.isIndexed(path) === isUsed).map(indexPath))].map((path) => ({ IndexSpec: path })); // prettier-ignore
  return JSON.stringify({
    UtilizedIndexes: { SingleIndexes: specs(true), CompositeIndexes: [] },
    PotentialIndexes: { SingleIndexes: specs(false), CompositeIndexes: [] },
  });
}

function indexPath(names: readonly string[]): string {
  return `/${names.map((name) => (/^\w+$/.test(name) ? name : JSON.stringify(name))).join('/')}/?`;
}
