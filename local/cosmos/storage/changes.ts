import type { StoredItem } from './items.ts';
import type { Storage } from './open-storage.ts';

/** One version of an item, or its end, as readers of all versions see it. Bodies are complete JSON texts. */
export interface Change {
  readonly container: number;
  readonly range: number;
  readonly key: string;
  readonly lsn: number;
  readonly seq: number;
  readonly operation: 'create' | 'replace' | 'delete';
  /** When it happened, and from when on it need not be kept; Unix times in seconds. */
  readonly ts: number;
  readonly until: number;
  readonly current: string | null;
  readonly previous: string | null;
  readonly previousLsn: number | null;
  /** 1 for an item that its time to live ended. */
  readonly hasExpired: 0 | 1;
}

/** Keeps a change. Only within a write. */
export function insertChange(storage: Storage, change: Change): void {
  storage
    .prepare(
      `INSERT INTO change (container, range, key, lsn, seq, operation, ts, until, current, previous, previousLsn, hasExpired)
       VALUES (:container, :range, :key, :lsn, :seq, :operation, :ts, :until, :current, :previous, :previousLsn, :hasExpired)`,
    )
    .run({ ...change });
}

/** The end of an item, as a change. */
export function endOf(
  item: StoredItem,
  { lsn, seq, ts, until, hasExpired }: Pick<Change, 'lsn' | 'seq' | 'ts' | 'until' | 'hasExpired'>,
): Change {
  const { container, range, key, body, lsn: previousLsn } = item;
  const where = { container, range, key, lsn, seq, ts, until };
  return { ...where, operation: 'delete', current: null, previous: body, previousLsn, hasExpired };
}

/** The changes of a range after a transaction, oldest first. */
export function scanChanges(
  storage: Storage,
  { container, range, after }: { readonly container: number; readonly range: number; readonly after: number },
): Iterable<Change> {
  const rows = storage.prepare('SELECT * FROM change WHERE container = ? AND range = ? AND lsn > ? ORDER BY lsn, seq');
  return rows.iterate(container, range, after) as unknown as Iterable<Change>;
}

/** The last transaction of a range whose changes are not kept any more, or never were. */
export function forgottenLsn(storage: Storage, container: number, range: number): number {
  const row = storage.prepare('SELECT forgotten FROM range WHERE container = ? AND no = ?').get(container, range);
  return (row as { readonly forgotten: number }).forgotten;
}

/** Forgets everything that happened in a container up to now. Only within a write. */
export function forgetChanges(storage: Storage, container: number): void {
  storage.prepare('DELETE FROM change WHERE container = ?').run(container);
  storage.prepare('UPDATE range SET forgotten = lsn WHERE container = ?').run(container);
}

/** Whether any change need not be kept any more. */
export function hasOldChanges(storage: Storage, now: number): boolean {
  return storage.prepare('SELECT 1 FROM change WHERE until <= ? LIMIT 1').get(now) !== undefined;
}

/** Forgets changes that need not be kept any more, up to `limit` of them. Only within a write. */
export function forgetOldChanges(storage: Storage, now: number, limit: number): void {
  const old = storage
    .prepare('DELETE FROM change WHERE no IN (SELECT no FROM change WHERE until <= ? LIMIT ?) RETURNING *')
    .all(now, limit) as unknown as readonly Change[];
  const forget = storage.prepare('UPDATE range SET forgotten = max(forgotten, ?) WHERE container = ? AND no = ?');
  for (const { container, range, lsn } of old) forget.run(lsn, container, range);
}
