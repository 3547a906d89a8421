import type { StoredItem } from './items.ts';
import type { Storage } from './open-storage.ts';
import { indexName, orderColumns, unordered, type IndexedPath } from './path-index.ts';

/** Which items a query may look at. Everything that is not said is not restricted. */
export interface Scan {
  readonly container: number;
  readonly ranges?: readonly number[] | undefined;
  /** One whole key. */
  readonly key?: string | undefined;
  /** The first components of a hierarchical key. */
  readonly keyPrefix?: string | undefined;
  readonly id?: string | undefined;
  /** Only items added after this one: where the last page ended. */
  readonly after?: number | undefined;
  /** Only so many items. */
  readonly most?: number | undefined;
  /** Only items whose term is in this range. Terms are ordered within a key, so there must be one. */
  readonly term?: TermScan | undefined;
  readonly now: number;
}

/** The terms of a path from `low` (inclusive) up to `high` (exclusive). */
export interface TermScan {
  readonly path: string;
  readonly low: Uint8Array;
  readonly high: Uint8Array;
}

type Bound = string | number | Uint8Array;

interface Condition {
  readonly sql: string;
  readonly values: readonly Bound[];
}

/** The items in the order in which they were added, which no later write changes. */
export function scanItems(storage: Storage, scan: Scan): Iterable<StoredItem> {
  const { container, key, term } = scan;
  const conditions = [...itemConditions(scan)];
  if (term !== undefined && key !== undefined) {
    const { sql, values } = termConditions(container, key, term);
    conditions.push({ sql: `no IN (SELECT item FROM term WHERE ${sql})`, values });
  }
  const sql = `SELECT * FROM item WHERE ${conditions.map((one) => one.sql).join(' AND ')} ORDER BY no LIMIT ?`;
  return iterate(storage, sql, [...conditions, { sql: '', values: [scan.most ?? -1] }]);
}

/** The items with these numbers that fulfil the rest of the scan, in the order of the numbers that are given. */
export function* itemsByNumber(storage: Storage, scan: Scan, numbers: readonly number[]): Iterable<StoredItem> {
  const conditions = [...itemConditions(scan)];
  const statement = storage.prepare(
    `SELECT * FROM item WHERE item.no = ? AND ${conditions.map((one) => one.sql).join(' AND ')}`,
  );
  const values = conditions.flatMap((condition) => condition.values);
  for (const no of numbers) {
    const item = statement.get(no, ...values);
    if (item !== undefined) yield item as unknown as StoredItem;
  }
}

/** The items of a key in the order of a term, and where it is equal, of their numbers in the same direction. */
export function scanByTerm(
  storage: Storage,
  scan: Scan & { readonly key: string; readonly term: TermScan },
  isDescending: boolean,
): Iterable<StoredItem> {
  const conditions = [
    termConditions(scan.container, scan.key, scan.term),
    ...itemConditions({ ...scan, key: undefined }),
  ];
  const direction = isDescending ? 'DESC' : 'ASC';
  const sql = `SELECT item.* FROM term CROSS JOIN item ON item.no = term.item
    WHERE ${conditions.map((one) => one.sql).join(' AND ')}
    ORDER BY term.value ${direction}, term.item ${direction}`;
  return iterate(storage, sql, conditions);
}

/** Where a walk in the order of a path begins: at this item, or what comes after it. */
export interface OrderStart {
  readonly rank: number;
  readonly value: string | number;
  readonly no: number;
}

/**
 * The items in the order of the values at an indexed path, and where they are equal, of their numbers in the same
 * direction; `undefined` when some of the values are of a kind that the index has in no order.
 */
export function scanByPath(
  storage: Storage,
  scan: Scan,
  { indexed, isDescending, start }: { readonly indexed: IndexedPath; readonly isDescending: boolean; readonly start: OrderStart | undefined }, // prettier-ignore
): Iterable<StoredItem> | undefined {
  const { rank, value } = orderColumns(indexed);
  const from = `FROM item INDEXED BY "${indexName(indexed)}" WHERE container = ${indexed.container}`;
  if (storage.prepare(`SELECT 1 ${from} AND ${rank} >= ${unordered} LIMIT 1`).get() !== undefined) return undefined;
  const [direction, beyond] = isDescending ? (['DESC', '<'] as const) : (['ASC', '>'] as const);
  const walk = (by: readonly string[], part?: Condition): Iterable<StoredItem> => {
    const conditions = [...(part === undefined ? [] : [part]), ...itemConditions(scan)];
    const order = [...by, 'no'].map((column) => `${column} ${direction}`).join(', ');
    const sql = `SELECT * ${from} AND ${conditions.map((one) => one.sql).join(' AND ')} ORDER BY ${order}`;
    return iterate(storage, sql, conditions);
  };
  if (start === undefined) return walk([rank, value]);
  // Each part is ordered by what differs within it: by more, SQLite would sort it.
  const { rank: ofRank, value: ofValue, no } = start;
  return inTurn(
    walk([], { sql: `${rank} = ? AND ${value} = ? AND no ${beyond}= ?`, values: [ofRank, ofValue, no] }),
    walk([value], { sql: `${rank} = ? AND ${value} ${beyond} ?`, values: [ofRank, ofValue] }),
    walk([rank, value], { sql: `${rank} ${beyond} ?`, values: [ofRank] }),
  );
}

function* inTurn<T>(...parts: readonly Iterable<T>[]): Iterable<T> {
  for (const part of parts) yield* part;
}

function* itemConditions({ container, ranges, key, keyPrefix, id, after, now }: Scan): Iterable<Condition> {
  yield { sql: 'item.container = ? AND (item.expires IS NULL OR item.expires > ?)', values: [container, now] };
  // The plus keeps SQLite at the index in the order of the numbers, so that a page need not be sorted.
  if (ranges !== undefined) yield { sql: `+item.range IN (${ranges.map(() => '?').join()})`, values: ranges };
  if (key !== undefined) yield { sql: 'item.key = ?', values: [key] };
  if (keyPrefix !== undefined) {
    // `["A"]` is the prefix of `["A","x"]`: without its bracket it is followed by a comma in every longer key.
    const prefix = keyPrefix.slice(0, -1);
    yield { sql: 'item.key > ? AND item.key < ?', values: [`${prefix},`, `${prefix}-`] };
  }
  if (id !== undefined) yield { sql: 'item.id = ?', values: [id] };
  if (after !== undefined) yield { sql: 'item.no > ?', values: [after] };
}

function termConditions(container: number, key: string, { path, low, high }: TermScan): Condition {
  return {
    sql: 'term.container = ? AND term.path = ? AND term.key = ? AND term.value >= ? AND term.value < ?',
    values: [container, path, key, low, high],
  };
}

function iterate(storage: Storage, sql: string, conditions: readonly Condition[]): Iterable<StoredItem> {
  const values = conditions.flatMap((condition) => condition.values);
  return storage.prepare(sql).iterate(...values) as unknown as Iterable<StoredItem>;
}
