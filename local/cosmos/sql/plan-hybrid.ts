import { itemAlias } from './document-path.ts';
import { isGrouped } from './grouping.ts';
import { concatenation, countOf, payloadOf } from './plan-query.ts';
import { printQuery } from './print-query.ts';
import type { QueryPlan } from './query-plan.ts';
import { rankComponents, type RankComponent } from './rank-components.ts';
import type { Query } from './syntax.ts';
import type { Value } from './value.ts';

/** How a client ranks by scores that depend on all items: it first asks every range for its words, then for its rows. */
export interface HybridPlan {
  readonly globalStatisticsQuery: string;
  readonly componentQueryInfos: readonly QueryPlan[];
  readonly componentWithoutPayloadQueryInfos: readonly never[];
  readonly projectionQueryInfo: null;
  readonly componentWeights: readonly number[];
  readonly skip: number | null;
  readonly take: number | null;
  readonly requiresGlobalStatistics: boolean;
}

/** The SDK holds so many rows at once, and refuses a plan that asks it for more. */
const mostRows = 50_000;

/**
 * Plans ORDER BY RANK, prepared with these parameters; `undefined` when the SDK could not carry it out. With `isSorted`
 * every component is asked for in the order of its score, as one alone always is; several need no order of their own.
 */
export function planHybrid(
  query: Query,
  parameters: ReadonlyMap<string, Value>,
  { isSorted }: { readonly isSorted: boolean },
): HybridPlan | undefined {
  const components = rankComponents(query, parameters);
  const [take, skip] = [countOf(query.top ?? query.limit, parameters), countOf(query.offset, parameters)];
  if (components === undefined || !isCarriedOut(query) || take === 0) return undefined;
  const isAlone = components.length === 1;
  const top = isAlone && take !== null ? (skip ?? 0) + take : mostRows;
  const planned = componentPlans(query, components, top);
  return {
    globalStatisticsQuery: selecting({ ...query, where: undefined })(statisticsOf(components)),
    componentQueryInfos: components.map((one) => (isSorted || isAlone ? planned.sorted(one) : planned.unsorted)),
    componentWithoutPayloadQueryInfos: [],
    projectionQueryInfo: null,
    componentWeights: components.map(({ weight }) => Math.abs(weight)),
    skip,
    take,
    requiresGlobalStatistics: components.some(({ text }) => text !== undefined),
  };
}

/** The SDK takes objects only, does not look for repeats, and cannot tell rows of one item apart. */
function isCarriedOut(query: Query): boolean {
  const { selection, isDistinct, sources } = query;
  const isObject = selection.kind !== 'value' || ['object', 'alias'].includes(selection.expression.kind);
  return isObject && !isDistinct && sources.length === 1 && itemAlias(query) !== undefined && !isGrouped(query);
}

function componentPlans(
  query: Query,
  components: readonly RankComponent[],
  top: number,
): { readonly sorted: (component: RankComponent) => QueryPlan; readonly unsorted: QueryPlan } {
  const rid = `${itemAlias(query) ?? ''}._rid`;
  const scores = components.map(({ score }) => score).join(', ');
  const payload = `{"payload": ${payloadOf(query.selection, query)}, "componentScores": [${scores}]} AS payload`;
  const select = selecting(query);
  return {
    unsorted: { ...concatenation, rewrittenQuery: select(`${rid}, ${payload}`) },
    sorted: ({ score }) => ({
      ...concatenation,
      top,
      orderBy: ['Descending'],
      orderByExpressions: [score],
      hasNonStreamingOrderBy: true,
      rewrittenQuery: `${select(`TOP ${top} ${rid}, [{"item": ${score}}] AS orderByItems, ${payload}`)} ORDER BY ${score} DESC`,
    }),
  };
}

/** The rows that a query ranks, all of them, with something else selected from each. */
function selecting(query: Query): (selected: string) => string {
  const all = { kind: 'all', at: query.at } as const;
  const text = printQuery({
    ...query,
    selection: all,
    orderBy: [],
    top: undefined,
    offset: undefined,
    limit: undefined,
  });
  return (selected) => text.replace('*', () => selected);
}

/** What a client adds up over the ranges: how many items there are, and of each text its words, and who holds which phrase. */
function statisticsOf(components: readonly RankComponent[]): string {
  const counts = components.flatMap(({ text }) => {
    if (text === undefined) return [];
    const hits = text.phrases.map((phrase) => `COUNTIF(FullTextContains(${text.path}, ${phrase}))`);
    return `{"totalWordCount": SUM(_FullTextWordCount(${text.path})), "hitCounts": [${hits.join(', ')}]}`;
  });
  return `COUNT(1) AS documentCount, [${counts.join(', ')}] AS fullTextStatistics`;
}
