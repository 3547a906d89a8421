import { comparePositions, isAfter, type Position } from './position.ts';
import { compileQuery, type CompiledQuery } from './prepare-query.ts';
import type { Scope } from './evaluate.ts';
import type { Query } from './syntax.ts';
import { canonicalText, type Json, type Value } from './value.ts';

/** An item that a query looks at. Items come in the order of their numbers. */
export interface SourceRow {
  readonly no: number;
  readonly document: Json;
}

/** A row of the result with the place where it stands, from which a later page can go on. */
export interface ResultRow {
  readonly position: Position;
  readonly value: Json;
}

/** Where the last page ended, and how many rows of TOP or LIMIT are used up. */
export interface Resume {
  readonly after: Position;
  readonly taken: number;
}

/** A query with its parameters, checked and ready. */
export interface PreparedQuery {
  readonly query: Query;
  /** Rows come in the order of the items, so that a later page need not look at the items before it. */
  readonly isStreamed: boolean;
  /** Reads items only as far as its rows are asked for. */
  readonly run: (rows: Iterable<SourceRow>, options?: RunOptions) => Iterable<ResultRow>;
}

/** How a query is run. */
export interface RunOptions {
  readonly resume?: Resume | undefined;
  /** The items come in the order that ORDER BY asks for, and need not be sorted. */
  readonly isOrdered?: boolean;
  /** Told of every row that WHERE lets through. */
  readonly onMatch?: () => void;
}

/** Prepares a parsed query. Throws a SqlError for what could never run. */
export function prepareQuery(query: Query, parameters: ReadonlyMap<string, Value>): PreparedQuery {
  const compiled = compileQuery(query, parameters, runSubquery);
  const isStreamed = compiled.orderBy.length === 0 && compiled.grouping === undefined && !query.isDistinct;
  return {
    query,
    isStreamed,
    run: (rows, { resume, isOrdered = false, onMatch = () => undefined } = {}) =>
      limited(compiled, results(compiled, candidates(compiled, rows, onMatch), isOrdered), resume),
  };
}

interface Candidate {
  readonly scope: Scope;
  readonly no: number;
  readonly part: number;
}

function runSubquery(compiled: CompiledQuery, scope: Scope): readonly Json[] {
  const rows = compiled.expand(scope).map((row, part) => ({ scope: row, no: 0, part }));
  const wanted = rows.filter((row) => compiled.isWanted(row.scope) === true);
  return Array.from(limited(compiled, results(compiled, wanted, false), undefined), ({ value }) => value);
}

function* candidates(compiled: CompiledQuery, items: Iterable<SourceRow>, onMatch: () => void): Iterable<Candidate> {
  const rows = compiled.query.sources.length === 0 ? [{ no: 0, document: null }] : items; // without FROM there is one row
  for (const { no, document } of rows) {
    let part = 0;
    for (const scope of compiled.expand([document])) {
      part += 1;
      if (compiled.isWanted(scope) !== true) continue;
      onMatch();
      yield { scope, no, part };
    }
  }
}

function results(compiled: CompiledQuery, wanted: Iterable<Candidate>, isOrdered: boolean): Iterable<ResultRow> {
  const selected = select(compiled, compiled.grouping === undefined ? wanted : groups(compiled, wanted));
  const distinct = compiled.query.isDistinct ? withoutRepeats(selected) : selected;
  if (compiled.orderBy.length === 0 || isOrdered) return distinct;
  const directions = compiled.orderBy.map(({ isDescending }) => isDescending);
  return [...distinct].sort((left, right) => comparePositions(left.position, right.position, directions));
}

function groups({ grouping, query }: CompiledQuery, wanted: Iterable<Candidate>): Iterable<Candidate> {
  if (grouping === undefined) return wanted;
  const byGroup = Map.groupBy(wanted, ({ scope }) => grouping.groupOf(scope));
  if (byGroup.size === 0 && query.groupBy.length === 0) return [{ scope: grouping.summarise([]), no: 0, part: 0 }];
  return Array.from(byGroup.values(), (rows) => {
    const { no = 0, part = 0 } = rows[0] ?? {};
    return { scope: grouping.summarise(rows.map(({ scope }) => scope)), no, part };
  });
}

function* select({ select: valueOf, orderBy }: CompiledQuery, rows: Iterable<Candidate>): Iterable<ResultRow> {
  for (const { scope, no, part } of rows) {
    const value = valueOf(scope);
    if (value !== undefined) yield { value, position: { order: orderBy.map((by) => by.value(scope)), no, part } };
  }
}

function* withoutRepeats(rows: Iterable<ResultRow>): Iterable<ResultRow> {
  const seen = new Set<string>();
  for (const row of rows) {
    const text = canonicalText(row.value);
    if (!seen.has(text)) yield row;
    seen.add(text);
  }
}

function* limited(
  { offset, limit, orderBy }: CompiledQuery,
  rows: Iterable<ResultRow>,
  resume: Resume | undefined,
): Iterable<ResultRow> {
  const directions = orderBy.map(({ isDescending }) => isDescending);
  let toSkip = resume === undefined ? offset : 0;
  let left = limit - (resume?.taken ?? 0);
  if (left <= 0) return;
  for (const row of rows) {
    if (resume !== undefined && !isAfter(row.position, resume.after, directions)) continue;
    if (toSkip > 0) toSkip -= 1;
    else {
      yield row;
      left -= 1;
      if (left <= 0) return;
    }
  }
}
