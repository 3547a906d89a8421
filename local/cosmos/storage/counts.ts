import type { Storage } from './open-storage.ts';

/** How many items of a container exist at a moment, without reading them. `now` is a Unix time in seconds. */
export function countItems(storage: Storage, container: number, now: number): number {
  const all = storage.prepare('SELECT count(*) AS count FROM item WHERE container = ?').get(container);
  // Those whose time is over, and which the sweep has not reached yet, have an index of their own.
  const over = storage
    .prepare('SELECT count(*) AS count FROM item WHERE expires <= ? AND container = ?')
    .get(now, container);
  return countOf(all) - countOf(over);
}

function countOf(row: unknown): number {
  return (row as { readonly count: number }).count;
}
