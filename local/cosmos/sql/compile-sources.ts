import type { Compile, Evaluate, Names, Scope } from './evaluate.ts';
import { isGrouped } from './grouping.ts';
import { SqlError } from './sql-error.ts';
import type { Expression, Query, Source } from './syntax.ts';
import type { Json, Value } from './value.ts';

/** FROM and JOIN: which names a row has, and which rows come from one item. */
export interface CompiledSources {
  readonly names: Names;
  readonly expand: (scope: Scope) => readonly Scope[];
}

/** Compiles FROM and its JOINs; each may use the names before it. Without a FROM there is one row. */
export function compileSources(sources: readonly Source[], outer: Names, compile: Compile): CompiledSources {
  let names = outer;
  const steps: ((scope: Scope) => readonly Scope[])[] = [];
  for (const source of sources) {
    const { alias, path } = source;
    steps.push(stepOf(source, compile(path, names)));
    names = { ...names, aliases: [...names.aliases, alias] };
  }
  const expand = (scope: Scope): readonly Scope[] =>
    steps.reduce<readonly Scope[]>((rows, step) => rows.flatMap(step), [scope]);
  return { names, expand };
}

function stepOf({ path, isIteration }: Source, value: Evaluate): (scope: Scope) => readonly Scope[] {
  if (path.kind !== 'collect') return isIteration ? iterate(value) : bind(value);
  return iterate(isIteration ? (scope) => elementsOfRows(value(scope)) : value);
}

function elementsOfRows(rows: Value): Value {
  return (rows as readonly Json[]).filter((row): row is readonly Json[] => Array.isArray(row)).flat();
}

function bind(path: Evaluate): (scope: Scope) => readonly Scope[] {
  return (scope) => {
    const value = path(scope);
    return value === undefined ? [] : [[...scope, value]];
  };
}

function iterate(path: Evaluate): (scope: Scope) => readonly Scope[] {
  return (scope) => {
    const value = path(scope);
    return Array.isArray(value) ? (value as readonly Json[]).map((element) => [...scope, element]) : [];
  };
}

/** The name that stands for the item itself; no query can write it. */
export const rootName = '(item)';

/** Makes the outermost FROM begin at the item, whatever name it uses: FROM c, FROM root r, FROM line IN orders.lines. */
export function fromRoot(sources: readonly Source[]): readonly Source[] {
  const [first, ...joins] = sources;
  return first === undefined ? [] : [{ ...first, path: withRootName(first.path) }, ...joins];
}

function withRootName(path: Expression): Expression {
  if (path.kind === 'alias') return { ...path, name: rootName };
  if (path.kind === 'collect') return { ...path, query: ofEachItem(path.query) };
  return path.kind === 'member' || path.kind === 'index' ? { ...path, of: withRootName(path.of) } : path;
}

/** FROM (SELECT ...): the inner query is asked of one item at a time, which is right only while it needs no others. */
function ofEachItem(query: Query): Query {
  const isOfEach =
    !query.isDistinct && query.orderBy.length === 0 && query.top === undefined && query.limit === undefined;
  if (!isOfEach || isGrouped(query))
    throw new SqlError('A subquery in FROM may only select and filter; it cannot order, limit or aggregate.', query.at);
  return { ...query, sources: fromRoot(query.sources) };
}
