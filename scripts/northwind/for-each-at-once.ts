/** Does the task for every item, so many at once. The first failure ends it: nothing new is begun behind it. */
export const forEachAtOnce = async <Item>(
  atOnce: number,
  items: Iterable<Item>,
  task: (item: Item) => Promise<void>,
): Promise<void> => {
  const waiting = items[Symbol.iterator]();
  let hasFailed = false;
  const work = async (): Promise<void> => {
    for (let next = waiting.next(); next.done !== true && !hasFailed; next = waiting.next()) {
      try {
        await task(next.value);
      } catch (failure) {
        hasFailed = true;
        throw failure;
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
};
