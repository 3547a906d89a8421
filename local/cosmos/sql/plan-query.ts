import { itemAlias } from './document-path.ts';
import { isGrouped } from './grouping.ts';
import { planGroups } from './plan-groups.ts';
import { isMeasured, isRanked } from './prepare-query.ts';
import { printExpression, printQuery } from './print-query.ts';
import type { QueryPlan } from './query-plan.ts';
import type { Expression, Query, Selection } from './syntax.ts';
import type { Value } from './value.ts';

/** The plan of a query whose answers only have to be put one after the other. */
export const concatenation: QueryPlan = {
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
};

// The client puts its own condition there when it goes on after a page, and `true` at first.
const resumePlaceholder = '{documentdb-formattableorderbyquery-filter}';

/** Plans a query that was prepared with these parameters; `undefined` when its answers cannot be merged range by range. */
export function planQuery(query: Query, parameters: ReadonlyMap<string, Value>): QueryPlan | undefined {
  if (isRanked(query)) return undefined;
  const numberOf = (expression: Expression | undefined): number | null => countOf(expression, parameters);
  const counts = { top: numberOf(query.top), offset: numberOf(query.offset), limit: numberOf(query.limit) };
  const hasSelectValue = query.selection.kind === 'value';
  const common = { ...concatenation, ...counts, hasSelectValue };
  if (isGrouped(query)) {
    const grouped = planGroups(query);
    return grouped && { ...common, ...grouped };
  }
  if (query.orderBy.length > 0) return planOrder(query, common);
  const distinctType = query.isDistinct ? 'Unordered' : 'None';
  const rewrittenQuery = counts.limit === null ? '' : printQuery(firstRows(query, common));
  return { ...common, distinctType, rewrittenQuery };
}

function planOrder(query: Query, common: QueryPlan): QueryPlan | undefined {
  const alias = itemAlias(query);
  if (alias === undefined) return undefined;
  const expressions = query.orderBy.map(({ expression }) => printExpression(expression));
  const distinctType = distinctTypeOf(query, expressions);
  const hasNonStreamingOrderBy = isMeasured(query);
  const asked =
    query.isDistinct && !hasNonStreamingOrderBy
      ? withoutCounts(query, distinctType === 'Ordered')
      : firstRows(query, common);
  const payload = payloadOf(query.selection, query);
  const condition = [query.where, definedOnly(query.selection)]
    .filter((part) => part !== undefined)
    .map((part) => `(${printExpression(part)})`);
  const items = expressions.map((expression) => `{"item": ${expression}}`).join(', ');
  const text = printQuery({ ...asked, where: { kind: 'alias', name: '\u0000', at: query.at }, selection: { kind: 'all', at: query.at } }); // prettier-ignore
  return {
    ...common,
    distinctType,
    hasNonStreamingOrderBy,
    orderBy: query.orderBy.map(({ isDescending }) => (isDescending ? 'Descending' : 'Ascending')),
    orderByExpressions: expressions,
    rewrittenQuery: text
      .replace('*', () => `${alias}._rid, [${items}] AS orderByItems, ${payload} AS payload`)
      .replace('\u0000', () => [...condition, `(${resumePlaceholder})`].join(' AND ')),
  };
}

/** Without DISTINCT, TOP and LIMIT, which only the client can see to. Repeats side by side may be left out by the range. */
function withoutCounts(query: Query, isDistinct: boolean): Query {
  return { ...query, isDistinct, top: undefined, offset: undefined, limit: undefined };
}

/** The rows that a range has to send so that the first ones of all ranges are among them. */
function firstRows(query: Query, { offset, limit }: QueryPlan): Query {
  if (offset === null || limit === null) return query;
  const value = (count: number): Expression => ({ kind: 'literal', value: count });
  return { ...query, offset: value(0), limit: value(offset + limit) };
}

/** Rows that are ordered by all that they consist of come with their repeats side by side. */
function distinctTypeOf({ isDistinct, selection }: Query, ordered: readonly string[]): QueryPlan['distinctType'] {
  if (!isDistinct) return 'None';
  if (selection.kind === 'all') return 'Unordered';
  const parts = selection.kind === 'value' ? [selection.expression] : selection.columns.map(({ expression }) => expression); // prettier-ignore
  return parts.every((part) => ordered.includes(printExpression(part))) ? 'Ordered' : 'Unordered';
}

/** What a row carries beside the values that it is ordered by: all that the query selects. */
export function payloadOf(selection: Selection, { sources }: Query): string {
  if (selection.kind === 'all') return sources[0]?.alias ?? '';
  if (selection.kind === 'value') return printExpression(selection.expression);
  return printExpression({
    kind: 'object',
    members: selection.columns.map(({ name, expression }) => [name, expression] as const),
  });
}

/** A row without a value is no row, but a row with an empty payload would be one. */
function definedOnly(selection: Selection): Expression | undefined {
  if (selection.kind !== 'value') return undefined;
  return { kind: 'call', name: 'IS_DEFINED', args: [selection.expression], at: { start: 0, end: 0 } };
}

/** The number of TOP, OFFSET or LIMIT. */
export function countOf(expression: Expression | undefined, parameters: ReadonlyMap<string, Value>): number | null {
  if (expression?.kind === 'literal') return Number(expression.value);
  return expression?.kind === 'parameter' ? Number(parameters.get(expression.name)) : null;
}
