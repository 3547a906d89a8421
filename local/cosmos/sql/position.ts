import { compareValues, type Value } from './value.ts';

/**
 * Where a row of a result stands: its ORDER BY values, then the number of its item, then its place among that item's rows.
 * Positions do not depend on what else is there, so that a later page is right although items come and go.
 */
export interface Position {
  readonly order: readonly Value[];
  readonly no: number;
  readonly part: number;
}

export function comparePositions(left: Position, right: Position, isDescending: readonly boolean[]): number {
  for (const [index, descends] of isDescending.entries()) {
    const order = compareValues(left.order[index], right.order[index]);
    if (order !== 0) return descends ? -order : order;
  }
  // Equal values come in the order of their items, and in a descending order backwards: the service reads its index so.
  const byItem = isDescending.includes(true) ? right.no - left.no : left.no - right.no;
  return byItem || left.part - right.part;
}

export function isAfter(position: Position, other: Position, isDescending: readonly boolean[]): boolean {
  return comparePositions(position, other, isDescending) > 0;
}
