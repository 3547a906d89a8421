import type { Storage } from './open-storage.ts';

// An index over a path of the bodies of one container, made when a query first needs it and kept by SQLite from then on.
// It orders numbers before texts; true and false stand as 1 and 0, and arrays and objects as texts. So it finds all items
// that a comparison holds for, and sometimes others, which the query then drops.

/** Values from `low` to `high`, each of which belongs to them or not. */
export interface PathRange {
  readonly low: PathBound;
  readonly high: PathBound;
}

export interface PathBound {
  readonly value: string | number | Uint8Array;
  readonly isIncluded: boolean;
}

/** The path of an indexed value, from the outermost property in. */
export interface IndexedPath {
  readonly container: number;
  readonly path: readonly string[];
}

const mostIndexes = 16;

/** Whether a container holds at least so many items; with a key, so many of that key. */
export function hasItems(
  storage: Storage,
  count: number,
  { container, key }: { readonly container: number; readonly key?: string | undefined },
): boolean {
  const [condition, values] = key === undefined ? ['', []] : [' AND key = ?', [key]];
  const sql = `SELECT 1 FROM item WHERE container = ?${condition} LIMIT 1 OFFSET ?`;
  return storage.prepare(sql).get(container, ...values, count - 1) !== undefined;
}

/** Whether there is an index over the path; `full` when there is none, and no room for another one. */
export function pathIndexState(storage: Storage, indexed: IndexedPath): 'ready' | 'missing' | 'full' {
  const names = indexNames(storage, indexed.container);
  if (names.includes(indexName(indexed))) return 'ready';
  return names.length < mostIndexes && isExpressible(indexed.path) ? 'missing' : 'full';
}

/** Makes an index over the path, and drops those of containers that are gone. Only within a write. */
export function createPathIndex(storage: Storage, indexed: IndexedPath): void {
  for (const name of orphans(storage)) storage.prepare(`DROP INDEX "${name}"`).run();
  storage
    .prepare(
      `CREATE INDEX IF NOT EXISTS "${indexName(indexed)}" ON item (${valueAt(indexed)}) WHERE container = ${indexed.container}`,
    )
    .run();
}

/** The numbers of the items in a range of values, or `undefined` when there are more than `limit`. */
export function findByPath(
  storage: Storage,
  indexed: IndexedPath,
  { low, high }: PathRange,
  limit: number,
): readonly number[] | undefined {
  const value = valueAt(indexed);
  const sql = `SELECT no FROM item INDEXED BY "${indexName(indexed)}" WHERE container = ${indexed.container}
    AND ${value} ${low.isIncluded ? '>=' : '>'} ? AND ${value} ${high.isIncluded ? '<=' : '<'} ? LIMIT ?`;
  const rows = storage.prepare(sql).all(low.value, high.value, limit + 1) as unknown as readonly {
    readonly no: number;
  }[];
  return rows.length > limit ? undefined : rows.map(({ no }) => no);
}

function indexNames(storage: Storage, container: number): readonly string[] {
  const rows = storage
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE ?`)
    .all(`path:${container}:%`);
  return (rows as unknown as readonly { readonly name: string }[]).map(({ name }) => name);
}

function orphans(storage: Storage): readonly string[] {
  const rows = storage
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE 'path:%'
         AND NOT EXISTS (SELECT 1 FROM container WHERE name LIKE 'path:' || container.no || ':%')`,
    )
    .all();
  return (rows as unknown as readonly { readonly name: string }[]).map(({ name }) => name);
}

function indexName({ container, path }: IndexedPath): string {
  return `path:${container}:${JSON.stringify(path)}`.replaceAll('"', "'");
}

function valueAt({ path }: IndexedPath): string {
  return `json_extract(body, '$${path.map((name) => `."${name}"`).join('')}')`;
}

/** Names with quotes, and those that JSON writes as escapes, cannot be said in SQLite's paths. */
function isExpressible(path: readonly string[]): boolean {
  return path.length > 0 && path.every((name) => name !== '' && name.isWellFormed() && !/["'\\\p{Cc}]/u.test(name));
}
