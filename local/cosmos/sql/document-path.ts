import type { Expression, Query } from './syntax.ts';
import type { Value } from './value.ts';

/** A path within an item, with the name that it begins with. */
export interface DocumentPath {
  readonly alias: string;
  readonly names: readonly string[];
}

/** Reads `c.a.b` as a path; `undefined` for every other expression. */
export function documentPath(expression: Expression): DocumentPath | undefined {
  if (expression.kind === 'alias') return { alias: expression.name, names: [] };
  if (expression.kind !== 'member') return undefined;
  const of = documentPath(expression.of);
  return of && { alias: of.alias, names: [...of.names, expression.name] };
}

/** The name by which a query calls the item; `undefined` when its FROM starts further in. */
export function itemAlias({ sources }: Query): string | undefined {
  const [first] = sources;
  return first !== undefined && !first.isIteration && first.path.kind === 'alias' ? first.alias : undefined;
}

/** A condition that every row of the result fulfils: the value at a path stands in this relation to a constant. */
export interface Restriction {
  readonly path: readonly string[];
  readonly operator: '=' | '<' | '<=' | '>' | '>=';
  readonly value: Value;
}

/** The restrictions that WHERE joins by AND. There may be more; these are the ones an index can serve. */
export function restrictions(query: Query, parameters: ReadonlyMap<string, Value>): readonly Restriction[] {
  const alias = itemAlias(query);
  if (query.where === undefined || alias === undefined) return [];
  return restrictionsOf(conjuncts(query.where), alias, parameters);
}

/** The conditions among these that are restrictions. */
export function restrictionsOf(
  conditions: readonly Expression[],
  alias: string,
  parameters: ReadonlyMap<string, Value>,
): readonly Restriction[] {
  const comparisons = conditions.flatMap((condition) => asComparisons(condition, parameters));
  return comparisons.flatMap((condition) => {
    const found = restriction(condition, alias, parameters);
    return found === undefined ? [] : [found];
  });
}

/** The conditions that an expression joins by AND. */
export function conjuncts(expression: Expression): readonly Expression[] {
  if (expression.kind !== 'binary' || expression.operator !== 'AND') return [expression];
  return [...conjuncts(expression.left), ...conjuncts(expression.right)];
}

function asComparisons(condition: Expression, parameters: ReadonlyMap<string, Value>): readonly Expression[] {
  if (condition.kind === 'call') return prefixComparisons(condition, parameters);
  if (condition.kind !== 'between') return [condition];
  const { value: left, low, high } = condition;
  return [
    { kind: 'binary', operator: '>=', left, right: low },
    { kind: 'binary', operator: '<=', left, right: high },
  ];
}

/** STARTSWITH as the range of texts that begin so; no comparisons for other calls, and where case does not count. */
function prefixComparisons(
  { name, args }: Extract<Expression, { kind: 'call' }>,
  parameters: ReadonlyMap<string, Value>,
): readonly Expression[] {
  const [left, start] = args;
  if (name.toUpperCase() !== 'STARTSWITH' || args.length !== 2 || left === undefined) return [];
  const prefix = start?.kind === 'parameter' ? parameters.get(start.name) : start?.kind === 'literal' && start.value;
  if (typeof prefix !== 'string') return [];
  const end = endOfPrefix(prefix);
  const from: Expression = { kind: 'binary', operator: '>=', left, right: { kind: 'literal', value: prefix } };
  if (end === undefined) return [from];
  return [from, { kind: 'binary', operator: '<', left, right: { kind: 'literal', value: end } }];
}

/** The first text by code points after all that begin with a prefix; `undefined` when it is not simply the next character. */
function endOfPrefix(prefix: string): string | undefined {
  const last = prefix.charCodeAt(prefix.length - 1);
  return last < 0xd7ff ? prefix.slice(0, -1) + String.fromCharCode(last + 1) : undefined;
}

const mirrored = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

function restriction(
  condition: Expression,
  alias: string,
  parameters: ReadonlyMap<string, Value>,
): Restriction | undefined {
  if (condition.kind !== 'binary' || !(condition.operator in mirrored)) return undefined;
  const operator = condition.operator as Restriction['operator'];
  const { left, right } = condition;
  return (
    compared(left, right, operator, { alias, parameters }) ??
    compared(right, left, mirrored[operator], { alias, parameters })
  );
}

function compared(
  side: Expression,
  other: Expression,
  operator: Restriction['operator'],
  { alias, parameters }: { readonly alias: string; readonly parameters: ReadonlyMap<string, Value> },
): Restriction | undefined {
  const path = documentPath(side);
  if (path?.alias !== alias) return undefined;
  if (other.kind === 'literal') return { path: path.names, operator, value: other.value };
  if (other.kind !== 'parameter' || !parameters.has(other.name)) return undefined;
  return { path: path.names, operator, value: parameters.get(other.name) };
}
