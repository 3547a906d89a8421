import type { KeyRange } from '../keys/key-ranges.ts';
import type { Storage } from './open-storage.ts';

/** A range as it is stored. */
export interface StoredRange extends KeyRange {
  /** The ranges that this one came from by splits, oldest first. */
  readonly parents: readonly number[];
}

/** The ranges of a container in key order. */
export function listRanges(storage: Storage, container: number): readonly StoredRange[] {
  const rows = storage.prepare('SELECT no, min, max, parents FROM range WHERE container = ? ORDER BY min');
  return (rows.all(container) as unknown as (KeyRange & { readonly parents: string })[]).map((row) => ({
    ...row,
    parents: JSON.parse(row.parents) as readonly number[],
  }));
}

/** The number of the last committed transaction of a range (0 before the first). */
export function lastLsn(storage: Storage, container: number, range: number): number {
  const row = storage.prepare('SELECT lsn FROM range WHERE container = ? AND no = ?').get(container, range);
  return (row as { readonly lsn: number }).lsn;
}

/** Begins the next transaction of a range and gives its number. Only within a write. */
export function nextLsn(storage: Storage, container: number, range: number): number {
  const row = storage
    .prepare('UPDATE range SET lsn = lsn + 1 WHERE container = ? AND no = ? RETURNING lsn')
    .get(container, range);
  return (row as { readonly lsn: number }).lsn;
}
