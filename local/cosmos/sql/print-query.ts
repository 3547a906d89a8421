import type { Expression, Query, Selection, Source } from './syntax.ts';

type Kind = Expression['kind'];
type Print<K extends Kind> = (expression: Extract<Expression, { readonly kind: K }>) => string;

/** Writes an expression so that parsing it gives the same one again. Whatever has parts stands in brackets. */
export function printExpression(expression: Expression): string {
  // The table below pairs each kind with its printer, which TypeScript cannot follow through an index.
  return (printers[expression.kind] as (expression: Expression) => string)(expression);
}

/** Writes a query so that parsing it gives the same one again. */
export function printQuery(query: Query): string {
  const { where, groupBy, orderBy, offset, limit } = query;
  const clauses = [
    `SELECT ${query.isDistinct ? 'DISTINCT ' : ''}${query.top === undefined ? '' : `TOP ${printExpression(query.top)} `}${printSelection(query.selection)}`,
    ...query.sources.map((source, index) => `${index === 0 ? 'FROM' : 'JOIN'} ${printSource(source)}`),
    ...(where === undefined ? [] : [`WHERE ${printExpression(where)}`]),
    ...(groupBy.length === 0 ? [] : [`GROUP BY ${printList(groupBy)}`]),
    ...(orderBy.length === 0 ? [] : [`ORDER BY ${orderBy.map(printOrder).join(', ')}`]),
    ...(offset === undefined || limit === undefined
      ? []
      : [`OFFSET ${printExpression(offset)} LIMIT ${printExpression(limit)}`]),
  ];
  return clauses.join(' ');
}

const printers: { readonly [K in Kind]: Print<K> } = {
  literal: ({ value }) => (value === undefined ? 'undefined' : JSON.stringify(value)),
  parameter: ({ name }) => name,
  alias: ({ name }) => name,
  member: ({ of, name }) =>
    /^[A-Za-z_]\w*$/.test(name) ? `${printExpression(of)}.${name}` : `${printExpression(of)}[${JSON.stringify(name)}]`,
  index: ({ of, index }) => `${printExpression(of)}[${printExpression(index)}]`,
  unary: ({ operator, operand }) => `(${operator} ${printExpression(operand)})`,
  binary: ({ operator, left, right }) => `(${printExpression(left)} ${operator} ${printExpression(right)})`,
  conditional: ({ test, then, otherwise }) =>
    `(${printExpression(test)} ? ${printExpression(then)} : ${printExpression(otherwise)})`,
  between: ({ value, low, high }) =>
    `(${printExpression(value)} BETWEEN ${printExpression(low)} AND ${printExpression(high)})`,
  in: ({ value, choices }) => `(${printExpression(value)} IN (${printList(choices)}))`,
  like: ({ value, pattern, escape }) =>
    `(${printExpression(value)} LIKE ${printExpression(pattern)}${escape === undefined ? '' : ` ESCAPE ${JSON.stringify(escape)}`})`,
  call: ({ name, args }) => `${name}(${printList(args)})`,
  array: ({ items }) => `[${printList(items)}]`,
  object: ({ members }) =>
    `{${members.map(([name, value]) => `${JSON.stringify(name)}: ${printExpression(value)}`).join(', ')}}`,
  exists: ({ query }) => `EXISTS(${printQuery(query)})`,
  collect: ({ query }) => `ARRAY(${printQuery(query)})`,
  scalar: ({ query }) => `(${printQuery(query)})`,
  last: ({ query }) => `LAST(${printQuery(query)})`,
};

function printList(expressions: readonly Expression[]): string {
  return expressions.map(printExpression).join(', ');
}

function printSelection(selection: Selection): string {
  if (selection.kind === 'all') return '*';
  if (selection.kind === 'value') return `VALUE ${printExpression(selection.expression)}`;
  return selection.columns.map(({ expression, name }) => `${printExpression(expression)} AS ${name}`).join(', ');
}

function printSource({ alias, path, isIteration }: Source): string {
  const from = path.kind === 'collect' ? `(${printQuery(path.query)})` : printExpression(path);
  return isIteration ? `${alias} IN ${from}` : `${from} AS ${alias}`;
}

function printOrder({ expression, isDescending, isRank }: Query['orderBy'][number]): string {
  if (isRank) return `RANK ${printExpression(expression)}`;
  return `${printExpression(expression)} ${isDescending ? 'DESC' : 'ASC'}`;
}
