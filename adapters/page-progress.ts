import { setImmediate as otherWork } from 'node:timers/promises';

/** An SDK returns pages without progress. The same query can be sent again with a new iterator. */
export class NoProgress extends Error {
  override readonly name = 'NoProgress';
}

/**
 * Empty pages are usual while a store searches a large range, but each has a new position. After this many without one, the
 * iterator is stuck.
 */
const pagesWithoutProgress = 50;

/**
 * Watches the pages of one iterator of an SDK, because not every iterator ends: call it after each page, with whether the
 * page had items or a new position. Throws {@link NoProgress} after fifty pages in a row that had neither, and an AbortError
 * once the signal is aborted. Lets other work run after each page: an SDK that answers from memory would block the process,
 * its timers included.
 */
export const pageProgress = (source: string, signal?: AbortSignal) => {
  let idle = 0;
  return async (isProgress: boolean): Promise<void> => {
    idle = isProgress ? 0 : idle + 1;
    if (idle >= pagesWithoutProgress) throw new NoProgress(`${source} gave ${idle} pages in a row that lead nowhere.`);
    await otherWork(undefined, { signal });
  };
};
