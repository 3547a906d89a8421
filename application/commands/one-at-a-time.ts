/** Runs the tasks of one key one after the other, in the order of their arrival. Tasks of other keys run in parallel. */
export type OneAtATime = <Result>(key: string, task: () => Promise<Result>) => Promise<Result>;

/** Makes a queue for each key. Within one process, a queue is cheaper than conflicts. */
export const oneAtATime = (): OneAtATime => {
  const lasts = new Map<string, Promise<unknown>>();
  return (key, task) => {
    const result = (lasts.get(key) ?? Promise.resolve()).then(task, task);
    const last = result
      .catch(() => undefined)
      .finally(() => {
        if (lasts.get(key) === last) lasts.delete(key);
      });
    lasts.set(key, last);
    return result;
  };
};
