import { aggregate, aggregateName, type AggregateName } from './aggregates.ts';
import type { Compile, Evaluate, Names, Scope } from './evaluate.ts';
import { SqlError } from './sql-error.ts';
import type { Expression, Query } from './syntax.ts';
import { canonicalText, type Value } from './value.ts';

/** How the rows of a query become one row a group. */
export interface Grouping {
  /** The names of a group's row: aggregates and grouped expressions have values, single rows have none any more. */
  readonly names: Names;
  /** Which group a row belongs to. */
  readonly groupOf: (scope: Scope) => string;
  /** The row of a group. Without GROUP BY there is always one group, which may be empty. */
  readonly summarise: (rows: readonly Scope[]) => Scope;
}

interface AggregateSlot {
  readonly name: AggregateName;
  readonly value: Evaluate;
}

/** Prepares the grouping of a query. */
export function compileGrouping({ groupBy }: Query, names: Names, compile: Compile): Grouping {
  const keys = groupBy.map((expression) => compile(expression, names));
  const slots: AggregateSlot[] = [];
  const replace = (expression: Expression): Evaluate | undefined => {
    const key = groupBy.findIndex((grouped) => isSame(grouped, expression));
    if (key >= 0) return (scope) => scope[key];
    const name = expression.kind === 'call' ? aggregateName(expression.name) : undefined;
    if (expression.kind === 'call' && name !== undefined) {
      const slot = keys.length + slots.length;
      slots.push({ name, value: compileArgument(expression, names, compile) });
      return (scope) => scope[slot];
    }
    if (expression.kind === 'alias')
      throw new SqlError(`'${expression.name}' is neither aggregated nor part of the GROUP BY clause.`, expression.at);
    return undefined;
  };
  return {
    names: { ...names, replace },
    groupOf: (scope) => JSON.stringify(keys.map((key) => canonicalText(key(scope)))),
    summarise: (rows) => [...keys.map((key) => firstValue(rows, key)), ...slots.map((slot) => summary(slot, rows))],
  };
}

/** Whether a query gives groups instead of rows. */
export function isGrouped({ groupBy, selection }: Query): boolean {
  if (groupBy.length > 0) return true;
  if (selection.kind === 'all') return false;
  return selection.kind === 'value'
    ? hasAggregate(selection.expression)
    : selection.columns.some(({ expression }) => hasAggregate(expression));
}

/** Whether an expression, or another part of a query, asks for an aggregate of its own rows. */
export function hasAggregate(part: unknown): boolean {
  if (typeof part !== 'object' || part === null) return false;
  const { kind, name } = part as { readonly kind?: unknown; readonly name?: unknown };
  if (kind === 'call' && typeof name === 'string' && aggregateName(name) !== undefined) return true;
  if (kind === 'exists' || kind === 'collect' || kind === 'scalar' || kind === 'last') return false; // an aggregate in there groups in there
  return Object.values(part).some(hasAggregate);
}

function compileArgument(call: Extract<Expression, { kind: 'call' }>, names: Names, compile: Compile): Evaluate {
  const [argument, ...others] = call.args;
  if (argument === undefined || others.length > 0)
    throw new SqlError(`The ${call.name} function requires 1 argument(s).`, call.at);
  return compile(argument, names);
}

function firstValue(rows: readonly Scope[], key: Evaluate): Value {
  const [first] = rows;
  return first && key(first);
}

function summary({ name, value }: AggregateSlot, rows: readonly Scope[]): Value {
  return aggregate(name, rows.map(value));
}

function isSame(left: Expression, right: Expression): boolean {
  const text = (expression: Expression): string =>
    JSON.stringify(expression, (name, value: unknown) => (name === 'at' ? undefined : value));
  return text(left) === text(right);
}
