import type { StoredItem } from './items.ts';
import type { Storage } from './open-storage.ts';
import { scanItems, type Scan } from './scan.ts';

/** So many items of a kilobyte are read in a few milliseconds. */
const chunk = 1000;

/**
 * The same items as in one scan, read so that whoever takes them may pause, and others write meanwhile. An item that is
 * written in a pause comes once, as it was or as it is.
 */
export function* scanInChunks(storage: Storage, scan: Scan): Iterable<StoredItem> {
  for (let { after } = scan; ;) {
    const items = [...scanItems(storage, { ...scan, after, most: chunk })];
    yield* items;
    const last = items.at(-1);
    if (last === undefined || items.length < chunk) return;
    after = last.no;
  }
}
