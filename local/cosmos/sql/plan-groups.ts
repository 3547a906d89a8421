import { aggregateName, type AggregateName } from './aggregates.ts';
import { hasAggregate } from './grouping.ts';
import { printExpression, printQuery } from './print-query.ts';
import type { QueryPlan } from './query-plan.ts';
import type { Column, Expression, Query } from './syntax.ts';

/** What the plan says of an aggregate. */
const types: Readonly<Record<AggregateName, string>> = {
  AVG: 'Average',
  COUNT: 'Count',
  COUNTIF: 'CountIf',
  MAKELIST: 'MakeList',
  MAKESET: 'MakeSet',
  MAX: 'Max',
  MIN: 'Min',
  SUM: 'Sum',
};

type GroupPlan = Pick<
  QueryPlan,
  'groupByExpressions' | 'groupByAliases' | 'aggregates' | 'groupByAliasToAggregateType' | 'rewrittenQuery'
>;

/**
 * Plans GROUP BY and aggregates: every range sends parts (`{"item": …}`) that the client adds up. `undefined` for a
 * selection that does something to an aggregate, which only the whole is known enough for.
 */
export function planGroups(query: Query): GroupPlan | undefined {
  const { selection, groupBy } = query;
  if (selection.kind === 'all') return undefined;
  const outputs = selection.kind === 'value' ? [{ name: '', expression: selection.expression }] : selection.columns;
  const parts = outputs.map(partOf);
  if (parts.some((part) => part === undefined)) return undefined;
  const known = outputs.map(({ name, expression }, index) => ({ name, type: typeOf(expression), text: parts[index] ?? '' })); // prettier-ignore
  const isValue = selection.kind === 'value';
  const payload = isValue ? valuePayload(known[0]) : `{${known.map(({ name, text }) => `${JSON.stringify(name)}: ${text}`).join(', ')}}`; // prettier-ignore
  const items = groupBy.map((expression) => `{"item": ${printExpression(expression)}}`).join(', ');
  const plain = printQuery({
    ...query,
    isDistinct: false,
    top: undefined,
    offset: undefined,
    limit: undefined,
    orderBy: [],
    selection: { kind: 'all', at: query.at },
  });
  const selected = groupBy.length > 0 ? `[${items}] AS groupByItems, ${payload} AS payload` : isValue ? `VALUE ${payload}` : `${payload} AS payload`; // prettier-ignore
  return {
    groupByExpressions: groupBy.map(printExpression),
    groupByAliases: isValue ? [] : known.map(({ name }) => name),
    aggregates: isValue ? known.flatMap(({ type }) => type ?? []) : [],
    groupByAliasToAggregateType: isValue ? {} : Object.fromEntries(known.map(({ name, type }) => [name, type ?? null])),
    rewrittenQuery: plain.replace('*', () => selected),
  };
}

/** An aggregate is sent in an array of one, which tells it from a plain value. */
function valuePayload(output: { readonly type: string | undefined; readonly text: string } | undefined): string {
  if (output === undefined) return 'undefined';
  return output.type === undefined ? output.text : `[${output.text}]`;
}

function typeOf(expression: Expression): string | undefined {
  const name = expression.kind === 'call' ? aggregateName(expression.name) : undefined;
  return name && types[name];
}

function partOf({ expression }: Column): string | undefined {
  const name = expression.kind === 'call' ? aggregateName(expression.name) : undefined;
  if (expression.kind !== 'call' || name === undefined)
    return hasAggregate(expression) ? undefined : printExpression(expression);
  const value = expression.args.map(printExpression).join(', ');
  if (name === 'AVG') return `{"item": {"sum": SUM(${value}), "count": COUNT(${value})}}`;
  if (name === 'MIN' || name === 'MAX')
    return `{"item": {"${name.toLowerCase()}": ${name}(${value}), "count": COUNT(${value})}}`;
  return `{"item": ${name}(${value})}`;
}
