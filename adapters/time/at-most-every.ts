/**
 * Runs the work at most once in so many milliseconds, and returns its last result in between. A failure is not kept: the
 * next call runs it again. `now` gives milliseconds that only grow.
 */
export const atMostEvery = (
  milliseconds: number,
  work: () => Promise<void>,
  now: () => number = () => performance.now(),
): (() => Promise<void>) => {
  let last: { readonly begun: number; readonly done: Promise<void> } | undefined;
  const begin = (): Promise<void> => {
    const done = work();
    last = { begun: now(), done };
    done.catch(() => (last = undefined));
    return done;
  };
  return () => (last === undefined || now() - last.begun >= milliseconds ? begin() : last.done);
};
