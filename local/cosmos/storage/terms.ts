import type { Storage } from './open-storage.ts';

/** The value that an item has at an indexed path, as bytes in the order of the values. */
export interface Term {
  readonly path: string;
  readonly value: Uint8Array;
}

/** Makes these the terms of an item. They go with the item when it is deleted. Only within a write. */
export function writeTerms(
  storage: Storage,
  item: { readonly no: number; readonly container: number; readonly key: string },
  terms: readonly Term[],
): void {
  storage.prepare('DELETE FROM term WHERE item = ?').run(item.no);
  const insert = storage.prepare('INSERT INTO term (container, path, key, value, item) VALUES (?, ?, ?, ?, ?)');
  for (const { path, value } of terms) insert.run(item.container, path, item.key, value, item.no);
}

/** Forgets all terms of a container. Only within a write. */
export function deleteTerms(storage: Storage, container: number): void {
  storage.prepare('DELETE FROM term WHERE container = ?').run(container);
}
