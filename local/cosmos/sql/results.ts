import type { Scope } from './evaluate.ts';
import { comparePositions, type Position } from './position.ts';
import type { CompiledQuery } from './prepare-query.ts';
import { comparedByDistinct } from './rewritten-order.ts';
import type { Ranking } from './score.ts';
import type { Query } from './syntax.ts';
import { canonicalText, type Json } from './value.ts';

/** A row of the result with the place where it stands, from which a later page can go on. */
export interface ResultRow {
  readonly position: Position;
  readonly value: Json;
}

/** A row that WHERE let through, with the number of its item and its place among that item's rows. */
export interface Candidate {
  readonly scope: Scope;
  readonly no: number;
  readonly part: number;
}

/** The rows of a result in their order, before TOP and LIMIT. With `isOrdered` they come in that order already. */
export function results(compiled: CompiledQuery, wanted: Iterable<Candidate>, isOrdered: boolean): Iterable<ResultRow> {
  const selected = select(compiled, compiled.grouping === undefined ? wanted : groups(compiled, wanted));
  const sorted = compiled.orderBy.length === 0 || isOrdered ? selected : inOrder(compiled, selected);
  return compiled.query.isDistinct ? withoutRepeats(sorted, compiled.query) : sorted;
}

function inOrder({ orderBy }: CompiledQuery, rows: Iterable<ResultRow>): Iterable<ResultRow> {
  const directions = orderBy.map(({ isDescending }) => isDescending);
  return [...rows].sort((left, right) => comparePositions(left.position, right.position, directions));
}

/** The direction of a ranking, whose positions hold the scores with their signs turned. */
export const bestFirst = [false];

/** The rows by their scores, the best first. A score needs all rows, so that nothing can be given before the last is seen. */
export function rankedResults(
  compiled: CompiledQuery,
  wanted: Iterable<Candidate>,
  ranking: Ranking,
): Iterable<ResultRow> {
  const rows = [...wanted];
  const scores = ranking.scores(rows.map(({ scope }) => scope));
  const found = rows.flatMap(({ scope, no, part }, index) => {
    const value = compiled.select(scope);
    return value === undefined ? [] : [{ value, position: { order: [-(scores[index] ?? 0)], no, part } }];
  });
  const sorted = found.sort((left, right) => comparePositions(left.position, right.position, bestFirst));
  return compiled.query.isDistinct ? withoutRepeats(sorted, compiled.query) : sorted;
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

/** What each row selects, and where it stands. */
export function* select({ select: valueOf, orderBy }: CompiledQuery, rows: Iterable<Candidate>): Iterable<ResultRow> {
  for (const { scope, no, part } of rows) {
    const value = valueOf(scope);
    if (value !== undefined) yield { value, position: { order: orderBy.map((by) => by.value(scope)), no, part } };
  }
}

function* withoutRepeats(rows: Iterable<ResultRow>, query: Query): Iterable<ResultRow> {
  const compared = comparedByDistinct(query);
  const seen = new Set<string>();
  for (const row of rows) {
    const text = canonicalText(compared(row.value));
    if (!seen.has(text)) yield row;
    seen.add(text);
  }
}
