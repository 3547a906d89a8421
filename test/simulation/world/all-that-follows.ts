/** So many turns of the event loop are ordered at once: to go round the loop for each takes longer than many a step. */
const orderedAtOnce = 100;

/**
 * Gives what resolves once all that follows at once from what was done has followed: Node lets every microtask end before it goes on with
 * the next immediate. What waits for anything else has not followed then.
 */
export const immediately = (): (() => Promise<void>) => {
  let ordered = 0;
  let goOn: (() => void) | undefined;

  const turn = (): void => {
    ordered -= 1;
    goOn?.();
  };

  return () =>
    new Promise((resolve) => {
      goOn = resolve;
      for (; ordered < 1; ordered += orderedAtOnce)
        for (let each = 0; each < orderedAtOnce; each += 1) setImmediate(turn);
    });
};
