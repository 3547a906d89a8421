/** Runs the tasks of one key in the order of their arrival, each when the one before has ended; other keys go on beside it. */
export type OneAtATime = <Result>(key: string, task: () => Promise<Result>) => Promise<Result>;

/** Within one process, waiting in line is cheaper than losing a race against oneself. */
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
