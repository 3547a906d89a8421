/** Runs work as soon as no other work on one of the same keys is running, and keeps the keys until it has ended. */
export type InTurn = (keys: readonly string[], work: () => Promise<void>) => Promise<void>;

/** Turns of a set of keys of its own. All keys are taken at once, so that no two works wait for each other. */
export function oneAtATime(): InTurn {
  const running = new Map<string, Promise<undefined>>();
  return async (keys, work) => {
    for (let others = runningOn(keys); others.length > 0; others = runningOn(keys)) await Promise.all(others);
    const { promise, resolve } = Promise.withResolvers<undefined>();
    for (const key of keys) running.set(key, promise);
    try {
      await work();
    } finally {
      for (const key of keys) running.delete(key);
      resolve(undefined);
    }
  };

  function runningOn(keys: readonly string[]): readonly Promise<undefined>[] {
    return keys.flatMap((key) => running.get(key) ?? []);
  }
}
