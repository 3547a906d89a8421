import { findItemByNo, type StoredItem } from './items.ts';
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
  for (const item of read.accepts === undefined ? allItems(storage, read) : accepted(storage, read, read.accepts)) {
    const isFull = page.length >= read.limit || bytes >= mostBytes;
    if (isFull && page.at(-1)?.lsn !== item.lsn) break;
    page.push(item);
    bytes += item.body.length;
  }
  return page;
}

function allItems(storage: Storage, read: FeedRead): Iterable<StoredItem> {
  return iterate(storage, read, '*') as Iterable<StoredItem>;
}

/** A reader of a part of a range passes over all that is in the other parts: so without the bodies. */
function* accepted(storage: Storage, read: FeedRead, accepts: (key: string) => boolean): Iterable<StoredItem> {
  for (const { no, key } of iterate(storage, read, 'no, key') as Iterable<Pick<StoredItem, 'no' | 'key'>>) {
    const item = accepts(key) ? findItemByNo(storage, no) : undefined;
    if (item !== undefined) yield item;
  }
}

function iterate(
  storage: Storage,
  { container, range, key, after, since, now }: FeedRead,
  columns: string,
): Iterable<unknown> {
  const rest = 'lsn > ? AND ts >= ? AND (expires IS NULL OR expires > ?) ORDER BY lsn, seq';
  return key === undefined
    ? storage
        .prepare(`SELECT ${columns} FROM item WHERE container = ? AND range = ? AND ${rest}`)
        .iterate(container, range, after, since, now)
    : storage
        .prepare(`SELECT ${columns} FROM item WHERE container = ? AND key = ? AND ${rest}`)
        .iterate(container, key, after, since, now);
}
