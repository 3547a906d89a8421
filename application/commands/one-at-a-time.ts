/** Runs the tasks of one key in the order of their arrival, each after the one before has ended. Other keys run beside it. */
export type OneAtATime = <Result>(key: string, task: () => Promise<Result>) => Promise<Result>;

/** Makes a queue for each key. Within one process, waiting in line is cheaper than a conflict with oneself. */
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
