import { comparePositions } from './position.ts';
import type { ResultRow } from './results.ts';

/** The first rows of an order, out of all that come. */
export interface FirstRows {
  add(row: ResultRow): void;
  /** In their order. */
  rows(): readonly ResultRow[];
}

/** Beyond what is asked for, so many rows may wait to be sorted: not all at the end, which would take long. */
const spare = 1000;

/** Keeps `most` rows. */
export function firstRows(most: number, isDescending: readonly boolean[]): FirstRows {
  let kept: ResultRow[] = [];
  const rows = (): readonly ResultRow[] => {
    kept = kept.sort((left, right) => comparePositions(left.position, right.position, isDescending)).slice(0, most);
    return kept;
  };
  return {
    add(row) {
      kept.push(row);
      if (kept.length >= 2 * most + spare) rows();
    },
    rows,
  };
}
