import { compileExpression } from './compile-expression.ts';
import { compileSelection } from './compile-selection.ts';
import { compileSources, fromRoot, rootName } from './compile-sources.ts';
import type { Evaluate, Names, Scope } from './evaluate.ts';
import { compileGrouping, isGrouped, type Grouping } from './grouping.ts';
import { documentPath } from './document-path.ts';
import { isDistance } from './functions/vector-functions.ts';
import { compileRanking } from './ranking.ts';
import type { Ranking } from './score.ts';
import { SqlError, type TextSpan } from './sql-error.ts';
import type { Expression, OrderBy, Query } from './syntax.ts';
import type { Json, Value } from './value.ts';

/** A query that is ready to run: its parts as functions of a row. */
export interface CompiledQuery {
  readonly query: Query;
  readonly expand: (scope: Scope) => readonly Scope[];
  readonly isWanted: Evaluate;
  readonly grouping: Grouping | undefined;
  readonly select: Evaluate;
  readonly orderBy: readonly { readonly value: Evaluate; readonly isDescending: boolean }[];
  /** ORDER BY RANK, which then is all of ORDER BY. */
  readonly startRanking: (() => Ranking) | undefined;
  readonly offset: number;
  /** TOP or LIMIT, whichever is less. */
  readonly limit: number;
}

/** How the rows of a subquery are made from a row of its query. */
export type RunSubquery = (query: CompiledQuery, scope: Scope) => readonly Json[];

/** Prepares the outermost query, whose FROM is the container. Throws a SqlError for what could never run. */
export function compileQuery(
  query: Query,
  parameters: ReadonlyMap<string, Value>,
  runSubquery: RunSubquery,
): CompiledQuery {
  const compileSubquery: Names['compileSubquery'] = (inner, { aliases }) => {
    const compiled = compileParts(inner, { aliases, parameters, compileSubquery });
    if (compiled.startRanking !== undefined)
      throw new SqlError('ORDER BY RANK is not supported in a subquery.', inner.at);
    return (scope) => runSubquery(compiled, scope);
  };
  return compileParts(
    { ...query, sources: fromRoot(query.sources) },
    { aliases: [rootName], parameters, compileSubquery },
  );
}

function compileParts(given: Query, outer: Names): CompiledQuery {
  const query = byMeasure(withoutIdleOrder(given), outer);
  const { names, expand } = compileSources(query.sources, outer, compileExpression);
  const grouping = isGrouped(query) ? compileGrouping(query, names, compileExpression) : undefined;
  if (grouping !== undefined && query.orderBy.length > 0)
    throw new SqlError(`'ORDER BY' is not supported in presence of GROUP BY.`, query.at);
  return {
    query,
    expand,
    isWanted: query.where === undefined ? () => true : compileExpression(query.where, names),
    grouping,
    select: compileSelection(query, grouping?.names ?? names, compileExpression),
    ...compileOrder(query, names),
    offset: count(query.offset, names, 'OFFSET', query) ?? 0,
    limit: Math.min(
      count(query.limit, names, 'LIMIT', query) ?? Infinity,
      count(query.top, names, 'TOP', query) ?? Infinity,
    ),
  };
}

/** One row has no order: the service takes ORDER BY beside an aggregate, and does not look at it. */
function withoutIdleOrder(query: Query): Query {
  return query.groupBy.length === 0 && isGrouped(query) ? { ...query, orderBy: [] } : query;
}

function compileOrder({ orderBy, at }: Query, names: Names): Pick<CompiledQuery, 'orderBy' | 'startRanking'> {
  const [first] = orderBy;
  if (first?.isRank) return { orderBy: [], startRanking: compileRanking(first.expression, names, compileExpression) };
  return {
    orderBy: orderBy.map(({ expression, isDescending, computed }) => {
      if (computed === undefined && !isMeasure(expression)) refuseUnlessPath(expression, at);
      return { value: compileExpression(expression, names), isDescending };
    }),
    startRanking: undefined,
  };
}

/** ORDER BY VectorDistance begins with the closest: that is the least distance, and the greatest similarity. */
function byMeasure(query: Query, names: Names): Query {
  const orderBy = query.orderBy.map((by): OrderBy => {
    const { expression } = by;
    if (by.isRank || expression.kind !== 'call' || expression.name.toUpperCase() !== 'VECTORDISTANCE') return by;
    const options = expression.args[3];
    const given = options && compileExpression(options, { ...names, aliases: [] })([]);
    return { ...by, isDescending: !isDistance(given) };
  });
  return { ...query, orderBy };
}

/** Whether a query is ordered by scores that depend on all items. */
export function isRanked({ orderBy }: Query): boolean {
  return orderBy.some(({ isRank }) => isRank);
}

/** Whether a query is ordered by what no index of paths could hold, but each item has for itself. */
export function isMeasured({ orderBy }: Query): boolean {
  return orderBy.some(({ expression, isRank }) => !isRank && isMeasure(expression));
}

const measures = ['VECTORDISTANCE', '_VECTORSCORE', '_FULLTEXTSCORE'];

function isMeasure(expression: Expression): boolean {
  if (expression.kind === 'unary') return isMeasure(expression.operand);
  return expression.kind === 'call' && measures.includes(expression.name.toUpperCase());
}

function refuseUnlessPath(expression: Expression, at: TextSpan): void {
  if (documentPath(expression) === undefined)
    throw new SqlError(
      'Unsupported ORDER BY clause. ORDER BY item expression could not be mapped to a document path.',
      at,
    );
}

function count(expression: Expression | undefined, names: Names, clause: string, { at }: Query): number | undefined {
  if (expression === undefined) return undefined;
  const value = compileExpression(expression, { ...names, aliases: [] })([]);
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw new SqlError(`The ${clause} clause needs an integer that is not negative.`, at);
  return value;
}
