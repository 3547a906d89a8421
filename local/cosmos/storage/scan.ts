import type { StoredItem } from './items.ts';
import type { Storage } from './open-storage.ts';

/** Which items a query may look at. Everything that is not said is not restricted. */
export interface Scan {
  readonly container: number;
  /** One whole key. */
  readonly key?: string | undefined;
  /** The first components of a hierarchical key. */
  readonly keyPrefix?: string | undefined;
  readonly id?: string | undefined;
  /** Only items added after this one: where the last page ended. */
  readonly after?: number | undefined;
  readonly now: number;
}

/** The items in the order in which they were added, which no later write changes. */
export function scanItems(storage: Storage, scan: Scan): Iterable<StoredItem> {
  const { conditions, values } = restrict(scan);
  const sql = `SELECT * FROM item WHERE ${conditions.join(' AND ')} ORDER BY no`;
  return storage.prepare(sql).iterate(...values) as unknown as Iterable<StoredItem>;
}

function restrict({ container, key, keyPrefix, id, after, now }: Scan): {
  conditions: string[];
  values: (string | number)[];
} {
  const conditions = ['container = ?', '(expires IS NULL OR expires > ?)'];
  const values: (string | number)[] = [container, now];
  const add = (condition: string, ...bound: readonly (string | number)[]): void => {
    conditions.push(condition);
    values.push(...bound);
  };
  if (key !== undefined) add('key = ?', key);
  // `["A"]` is the prefix of `["A","x"]`: without its bracket it is followed by a comma in every longer key.
  if (keyPrefix !== undefined) add('key > ? AND key < ?', `${keyPrefix.slice(0, -1)},`, `${keyPrefix.slice(0, -1)}-`);
  if (id !== undefined) add('id = ?', id);
  if (after !== undefined) add('no > ?', after);
  return { conditions, values };
}
