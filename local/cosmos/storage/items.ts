import type { Storage } from './open-storage.ts';

/** An item as it is stored; `body` is the complete JSON text that a read answers, system properties included. */
export interface StoredItem {
  readonly no: number;
  readonly container: number;
  readonly range: number;
  readonly key: string;
  readonly id: string;
  readonly lsn: number;
  readonly seq: number;
  readonly etag: string;
  readonly ts: number;
  /** Unix time in seconds from which on the item does not exist any more; null for ever. */
  readonly expires: number | null;
  readonly body: string;
}

/** The name of an item: ids are unique within a key only. */
export interface ItemIdentity {
  readonly container: number;
  readonly key: string;
  readonly id: string;
}

/** The item of that name as it is stored, also when its time is over but the sweep has not come yet. */
export function findItem(storage: Storage, { container, key, id }: ItemIdentity): StoredItem | undefined {
  const found = storage
    .prepare('SELECT * FROM item WHERE container = ? AND key = ? AND id = ?')
    .get(container, key, id);
  return found as StoredItem | undefined;
}

/** The item of that number, also when its time is over. */
export function findItemByNo(storage: Storage, no: number): StoredItem | undefined {
  return storage.prepare('SELECT * FROM item WHERE no = ?').get(no) as StoredItem | undefined;
}

/** The number that the next new item gets, so that its body can hold its `_rid` before it is inserted. Only within a write. */
export function nextItemNo(storage: Storage): number {
  const row = storage.prepare(`SELECT coalesce(max(seq), 0) + 1 AS no FROM sqlite_sequence WHERE name = 'item'`).get();
  return (row as { readonly no: number }).no;
}

/** Adds an item; its name must be free. Only within a write. */
export function insertItem(storage: Storage, item: StoredItem): void {
  storage
    .prepare(
      `INSERT INTO item (no, container, range, key, id, lsn, seq, etag, ts, expires, body)
       VALUES (:no, :container, :range, :key, :id, :lsn, :seq, :etag, :ts, :expires, :body)`,
    )
    .run({ ...item });
}

/** Replaces the newest version of an item and so moves it to its new place in the change feed. Only within a write. */
export function updateItem(storage: Storage, item: StoredItem): void {
  const { no, lsn, seq, etag, ts, expires, body } = item;
  storage
    .prepare('UPDATE item SET lsn = ?, seq = ?, etag = ?, ts = ?, expires = ?, body = ? WHERE no = ?')
    .run(lsn, seq, etag, ts, expires, body, no);
}

/** Removes an item. Only within a write. */
export function deleteItem(storage: Storage, no: number): void {
  storage.prepare('DELETE FROM item WHERE no = ?').run(no);
}

/** The items of one key, in the order in which they were added. */
export function itemsOfKey(storage: Storage, container: number, key: string): readonly StoredItem[] {
  const rows = storage.prepare('SELECT * FROM item WHERE container = ? AND key = ? ORDER BY no').all(container, key);
  return rows as unknown as readonly StoredItem[];
}

/** How many items a container has, and how many characters they have together. */
export function countItems(storage: Storage, container: number): { readonly items: number; readonly bytes: number } {
  const row = storage
    .prepare('SELECT count(*) AS items, coalesce(sum(length(body)), 0) AS bytes FROM item WHERE container = ?')
    .get(container);
  return row as { readonly items: number; readonly bytes: number };
}
