/**
 * Runs the task for every item, at most so many at once, and returns the results in the order of the items. When tasks fail, the
 * running ones end before the first failure is thrown.
 */
export const inParallel = async <Item, Result>(
  atOnce: number,
  items: readonly Item[],
  task: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> => {
  // Most batches are of one, and this runs for each of them: without workers, and without an order to be found again.
  if (items.length <= 1) return Promise.all(items.map((item) => task(item)));
  const waiting = items.entries();
  const results = new Map<number, Result>();
  const failures: unknown[] = [];
  const work = async (): Promise<void> => {
    for (const [index, item] of waiting) {
      try {
        results.set(index, await task(item));
      } catch (failure) {
        failures.push(failure);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, work));
  if (failures.length > 0) throw failures[0];
  return [...results].sort(([one], [other]) => one - other).map(([, result]) => result);
};
