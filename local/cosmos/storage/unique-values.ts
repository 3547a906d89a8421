import type { Storage } from './open-storage.ts';

/** The values of one unique key constraint that an item holds, as text: equal texts are equal values. */
export interface UniqueValue {
  /** The constraint's place in the policy. */
  readonly nth: number;
  readonly value: string;
}

/** The item that holds a value within a key, also when its time is over; `undefined` when it is free. */
export function findHolder(
  storage: Storage,
  { container, key }: { readonly container: number; readonly key: string },
  { nth, value }: UniqueValue,
): number | undefined {
  const row = storage
    .prepare('SELECT item FROM unique_value WHERE container = ? AND key = ? AND nth = ? AND value = ?')
    .get(container, key, nth, value);
  return (row as { readonly item: number } | undefined)?.item;
}

/** Makes these the unique values of an item; they must be free. They go with the item when it is deleted. Only within a write. */
export function writeUniqueValues(
  storage: Storage,
  item: { readonly no: number; readonly container: number; readonly key: string },
  values: readonly UniqueValue[],
): void {
  storage.prepare('DELETE FROM unique_value WHERE item = ?').run(item.no);
  const insert = storage.prepare('INSERT INTO unique_value (container, key, nth, value, item) VALUES (?, ?, ?, ?, ?)');
  for (const { nth, value } of values) insert.run(item.container, item.key, nth, value, item.no);
}
