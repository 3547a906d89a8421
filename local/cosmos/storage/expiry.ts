import type { Storage } from './open-storage.ts';

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
  const expired = 'SELECT no FROM item WHERE expires <= ? LIMIT ?';
  return Number(storage.prepare(`DELETE FROM item WHERE no IN (${expired})`).run(now, limit).changes);
}

/** Whether any item's time is over: a cheap question before a write is begun for nothing. */
export function hasExpired(storage: Storage, now: number): boolean {
  return storage.prepare('SELECT 1 FROM item WHERE expires <= ? LIMIT 1').get(now) !== undefined;
}
