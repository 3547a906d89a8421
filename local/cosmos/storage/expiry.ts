import { endOf, insertChange } from './changes.ts';
import { deleteItem, type StoredItem } from './items.ts';
import type { Storage } from './open-storage.ts';
import { nextLsn } from './ranges.ts';

/** Gives every item of a container its end anew, after the container's own time to live changed. Only within a write. */
export function recomputeExpiry(storage: Storage, container: number, defaultTtl: number | undefined): void {
  if (defaultTtl === undefined) {
    storage.prepare('UPDATE item SET expires = NULL WHERE container = ? AND expires IS NOT NULL').run(container);
    return;
  }
  storage
    .prepare(
      `UPDATE item SET expires = iif(ttl > 0, ts + ttl, NULL)
       FROM (SELECT no AS source, coalesce(body ->> '$.ttl', :defaultTtl) AS ttl FROM item WHERE container = :container)
       WHERE no = source`,
    )
    .run({ container, defaultTtl });
}

/** Removes up to `limit` items whose time is over and gives their number. Only within a write. */
export function sweepExpired(storage: Storage, now: number, limit: number): number {
  const expired = storage
    .prepare(
      `SELECT item.*, container.retention FROM item LEFT JOIN container ON container.no = item.container
       WHERE item.expires <= ? LIMIT ?`,
    )
    .all(now, limit) as unknown as readonly (StoredItem & { readonly retention: number | null })[];
  for (const item of expired) endExpired(storage, item, { now, retention: item.retention });
  return expired.length;
}

/** Removes an item whose time is over. Its end is a transaction of its own where all versions are kept. Only within a write. */
export function endExpired(
  storage: Storage,
  item: StoredItem,
  { now, retention }: { readonly now: number; readonly retention: number | null },
): void {
  deleteItem(storage, item.no);
  if (retention === null) return;
  const lsn = nextLsn(storage, item.container, item.range);
  insertChange(storage, endOf(item, { lsn, seq: 1, ts: now, until: now + retention, hasExpired: 1 }));
}

/** Whether any item's time is over: a cheap question before a write is begun for nothing. */
export function hasExpired(storage: Storage, now: number): boolean {
  return storage.prepare('SELECT 1 FROM item WHERE expires <= ? LIMIT 1').get(now) !== undefined;
}
