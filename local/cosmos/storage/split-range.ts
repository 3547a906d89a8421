import type { Storage } from './open-storage.ts';
import type { StoredRange } from './ranges.ts';

/** How a range is cut in two. */
export interface Split {
  readonly container: number;
  readonly parent: StoredRange;
  /** The effective key at which the second half begins. */
  readonly at: string;
  /** Whether a key belongs to the second half. */
  readonly isBeyond: (key: string) => boolean;
}

/**
 * Puts two ranges in the place of one and gives their numbers. Both go on from its LSN, so that a position in the feed of
 * the parent is a position in the feed of either child. Numbers only go up: a range that is gone never comes back under
 * its number. Only within a write.
 */
export function splitRange(storage: Storage, { container, parent, at, isBeyond }: Split): readonly [number, number] {
  const { highest } = storage
    .prepare('SELECT max(no) AS highest FROM range WHERE container = ?')
    .get(container) as unknown as { readonly highest: number };
  const [first, second] = [highest + 1, highest + 2];
  const insert = storage.prepare(
    `INSERT INTO range (container, no, min, max, lsn, parents, forgotten)
     SELECT container, :no, :min, :max, lsn, :parents, forgotten FROM range WHERE container = :container AND no = :parent`,
  );
  const line = { container, parent: parent.no, parents: JSON.stringify([...parent.parents, parent.no]) };
  insert.run({ ...line, no: first, min: parent.min, max: at });
  insert.run({ ...line, no: second, min: at, max: parent.max });
  storage.prepare('DELETE FROM range WHERE container = ? AND no = ?').run(container, parent.no);
  storage.prepare('UPDATE container SET topology = topology + 1 WHERE no = ?').run(container);
  for (const table of ['item', 'change'] as const)
    moveRows(storage, table, { container, from: parent.no, first, second, isBeyond });
  return [first, second];
}

interface Move extends Pick<Split, 'container' | 'isBeyond'> {
  readonly from: number;
  readonly first: number;
  readonly second: number;
}

function moveRows(storage: Storage, table: 'item' | 'change', move: Move): void {
  const { container, from, first, second, isBeyond } = move;
  const rows = storage.prepare(`SELECT DISTINCT key FROM ${table} WHERE container = ? AND range = ?`);
  const keys = rows.all(container, from) as unknown as readonly { readonly key: string }[];
  const toSecond = storage.prepare(`UPDATE ${table} SET range = ? WHERE container = ? AND key = ? AND range = ?`);
  for (const { key } of keys) if (isBeyond(key)) toSecond.run(second, container, key, from);
  storage.prepare(`UPDATE ${table} SET range = ? WHERE container = ? AND range = ?`).run(first, container, from);
}
