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
  /** To find values, or to have all items in their order, also across kinds of values. */
  readonly purpose: 'find' | 'order';
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
  const names = indexNames(storage, indexed);
  if (names.includes(indexName(indexed))) return 'ready';
  return names.length < mostIndexes && isExpressible(indexed.path) ? 'missing' : 'full';
}

/** Makes an index over the path, and drops those of containers that are gone. Only within a write. */
export function createPathIndex(storage: Storage, indexed: IndexedPath): void {
  for (const name of orphans(storage)) storage.prepare(`DROP INDEX "${name}"`).run();
  storage
    .prepare(
      `CREATE INDEX IF NOT EXISTS "${indexName(indexed)}" ON item (${columnsOf(indexed)}) WHERE container = ${indexed.container}`,
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

function indexNames(storage: Storage, { container, purpose }: IndexedPath): readonly string[] {
  const rows = storage
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'index' AND name LIKE ?`)
    .all(`${prefixes[purpose]}:${container}:%`);
  return (rows as unknown as readonly { readonly name: string }[]).map(({ name }) => name);
}

function orphans(storage: Storage): readonly string[] {
  const rows = storage
    .prepare(
      `SELECT name FROM sqlite_schema WHERE type = 'index' AND (name LIKE 'path:%' OR name LIKE 'order:%')
         AND NOT EXISTS (SELECT 1 FROM container WHERE name LIKE '%:' || container.no || ':%')`,
    )
    .all();
  return (rows as unknown as readonly { readonly name: string }[]).map(({ name }) => name);
}

const prefixes = { find: 'path', order: 'order' } as const;

/** The name of an index, which says all of it. */
export function indexName({ container, path, purpose }: IndexedPath): string {
  return `${prefixes[purpose]}:${container}:${JSON.stringify(path)}`.replaceAll('"', "'");
}

function columnsOf(indexed: IndexedPath): string {
  const { rank, value } = orderColumns(indexed);
  return indexed.purpose === 'find' ? valueAt(indexed) : `${rank}, ${value}`;
}

/**
 * What an index in the order of values consists of: the rank of the kind as ORDER BY has it, and the value within it.
 * Arrays, objects, and texts that SQLite would not compare as they are have the last rank, `unordered`.
 */
export function orderColumns(indexed: Pick<IndexedPath, 'path'>): { readonly rank: string; readonly value: string } {
  const at = pathText(indexed);
  return {
    rank: `CASE json_type(body, ${at}) WHEN 'null' THEN 1 WHEN 'false' THEN 2 WHEN 'true' THEN 2 WHEN 'integer' THEN 3
      WHEN 'real' THEN 3 WHEN 'text' THEN iif(instr(body -> ${at}, '\\u') > 0, ${unordered}, 4)
      WHEN 'array' THEN ${unordered} WHEN 'object' THEN ${unordered} ELSE 0 END`,
    value: `coalesce(${valueAt(indexed)}, 0)`,
  };
}

export const unordered = 5;

function valueAt(indexed: Pick<IndexedPath, 'path'>): string {
  return `json_extract(body, ${pathText(indexed)})`;
}

function pathText({ path }: Pick<IndexedPath, 'path'>): string {
  return `'$${path.map((name) => `."${name}"`).join('')}'`;
}

/** Names with quotes, and those that JSON writes as escapes, cannot be said in SQLite's paths. */
function isExpressible(path: readonly string[]): boolean {
  return path.length > 0 && path.every((name) => name !== '' && name.isWellFormed() && !/["'\\\p{Cc}]/u.test(name));
}
