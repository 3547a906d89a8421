import type { StoredItem } from './items.ts';
import type { Storage } from './open-storage.ts';

/** Where a feed reader stands and how much it wants. */
export interface FeedRead {
  readonly container: number;
  readonly range: number;
  /** Only this key's items. */
  readonly key?: string | undefined;
  /** Only the items of keys that this accepts. */
  readonly accepts?: ((key: string) => boolean) | undefined;
  /** The last transaction that the reader has seen. */
  readonly after: number;
  /** Only versions written at or after this Unix time in seconds. */
  readonly since: number;
  readonly limit: number;
  readonly now: number;
}

// A page of many large items ends here, as one of many small ones ends at its limit.
const mostBytes = 4 * 1024 * 1024;

/**
 * The next page of the newest versions, oldest first. It ends at the first end of a transaction at or after `limit`
 * items, so that no reader sees half a batch.
 */
export function readFeed(storage: Storage, read: FeedRead): readonly StoredItem[] {
  const page: StoredItem[] = [];
  let bytes = 0;
  for (const item of iterate(storage, read)) {
    if (read.accepts?.(item.key) === false) continue;
    const isFull = page.length >= read.limit || bytes >= mostBytes;
    if (isFull && page.at(-1)?.lsn !== item.lsn) break;
    page.push(item);
    bytes += item.body.length;
  }
  return page;
}

function iterate(storage: Storage, { container, range, key, after, since, now }: FeedRead): Iterable<StoredItem> {
  const rows =
    key === undefined
      ? storage
          .prepare(
            `SELECT * FROM item WHERE container = ? AND range = ? AND lsn > ? AND ts >= ?
             AND (expires IS NULL OR expires > ?) ORDER BY lsn, seq`,
          )
          .iterate(container, range, after, since, now)
      : storage
          .prepare(
            `SELECT * FROM item WHERE container = ? AND key = ? AND lsn > ? AND ts >= ?
             AND (expires IS NULL OR expires > ?) ORDER BY lsn, seq`,
          )
          .iterate(container, key, after, since, now);
  return rows as unknown as Iterable<StoredItem>;
}
