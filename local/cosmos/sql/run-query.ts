import type { Scope } from './evaluate.ts';
import { isAfter, type Position } from './position.ts';
import { compileQuery, type CompiledQuery } from './prepare-query.ts';
import { firstRows } from './first-rows.ts';
import { bestFirst, rankedResults, results, select, type Candidate, type ResultRow } from './results.ts';
import type { Query } from './syntax.ts';
import type { Json, Value } from './value.ts';

/** An item that a query looks at. Items come in the order of their numbers. */
export interface SourceRow {
  readonly no: number;
  readonly document: Json;
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
  /**
   * Gives the first `most` rows of a query that only sorts, and stops after each item, so that whoever drives it may pause;
   * `undefined` for every other query.
   */
  readonly sort: ((rows: Iterable<SourceRow>, most: number, options: RunOptions) => Sorting) | undefined;
}

/** One step looks at one item. */
export type Sorting = Iterator<undefined, Iterable<ResultRow>, undefined>;

/** How a query is run. */
export interface RunOptions {
  readonly resume?: Resume | undefined;
  /** The items come in the order that ORDER BY asks for, and need not be sorted. */
  readonly isOrdered?: boolean;
  /** Told of every row that WHERE lets through. */
  readonly onMatch?: () => void;
}

/** Prepares a parsed query. Throws a SqlError for what could never run. */
export function prepareQuery(parsed: Query, parameters: ReadonlyMap<string, Value>): PreparedQuery {
  const compiled = compileQuery(parsed, parameters, runSubquery);
  const { query } = compiled;
  const isStreamed = query.orderBy.length === 0 && compiled.grouping === undefined && !query.isDistinct;
  const isSort = !isStreamed && compiled.grouping === undefined && !query.isDistinct && !compiled.startRanking;
  return {
    query,
    isStreamed,
    sort: isSort ? (rows, most, options) => sortByItem(compiled, rows, most, options) : undefined,
    run: (rows, { resume, isOrdered = false, onMatch = () => undefined } = {}) => {
      const ranking = compiled.startRanking?.();
      const wanted = candidates(compiled, rows, { onMatch, onRow: ranking?.observe });
      const found =
        ranking === undefined ? results(compiled, wanted, isOrdered) : rankedResults(compiled, wanted, ranking);
      return limited(compiled, found, resume);
    },
  };
}

function* sortByItem(
  compiled: CompiledQuery,
  items: Iterable<SourceRow>,
  most: number,
  { resume, onMatch = () => undefined }: RunOptions,
): Generator<undefined, Iterable<ResultRow>> {
  const directions = compiled.orderBy.map(({ isDescending }) => isDescending);
  const skipped = resume === undefined ? compiled.offset : 0;
  const first = firstRows(skipped + Math.min(most, compiled.limit), directions);
  for (const item of items) {
    for (const row of select(compiled, candidates(compiled, [item], { onMatch, onRow: undefined })))
      if (resume === undefined || isAfter(row.position, resume.after, directions)) first.add(row);
    yield undefined;
  }
  return limited(compiled, first.rows(), resume);
}

function runSubquery(compiled: CompiledQuery, scope: Scope): readonly Json[] {
  const rows = compiled.expand(scope).map((row, part) => ({ scope: row, no: 0, part }));
  const wanted = rows.filter((row) => compiled.isWanted(row.scope) === true);
  return Array.from(limited(compiled, results(compiled, wanted, false), undefined), ({ value }) => value);
}

interface Watch {
  readonly onMatch: () => void;
  /** Told of every row, before WHERE. */
  readonly onRow: ((row: Scope) => void) | undefined;
}

function* candidates(compiled: CompiledQuery, items: Iterable<SourceRow>, watch: Watch): Iterable<Candidate> {
  const rows = compiled.query.sources.length === 0 ? [{ no: 0, document: null }] : items; // without FROM there is one row
  for (const { no, document } of rows) {
    let part = 0;
    for (const scope of compiled.expand([document])) {
      part += 1;
      watch.onRow?.(scope);
      if (compiled.isWanted(scope) !== true) continue;
      watch.onMatch();
      yield { scope, no, part };
    }
  }
}

function* limited(compiled: CompiledQuery, rows: Iterable<ResultRow>, resume: Resume | undefined): Iterable<ResultRow> {
  const rest = resume === undefined ? rows : rowsAfter(compiled, rows, resume.after);
  let toSkip = resume === undefined ? compiled.offset : 0;
  let left = compiled.limit - (resume?.taken ?? 0);
  if (left <= 0) return;
  for (const row of rest) {
    if (toSkip > 0) toSkip -= 1;
    else {
      yield row;
      left -= 1;
      if (left <= 0) return;
    }
  }
}

function* rowsAfter(
  { orderBy, startRanking }: CompiledQuery,
  rows: Iterable<ResultRow>,
  after: Position,
): Iterable<ResultRow> {
  const directions = startRanking === undefined ? orderBy.map(({ isDescending }) => isDescending) : bestFirst;
  for (const row of rows) if (isAfter(row.position, after, directions)) yield row;
}
