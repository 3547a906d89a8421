import { setTimeout as delay } from 'node:timers/promises';
import type { Patience } from '../../application/views/patience.ts';
import { awakeBudget } from './awake-budget.ts';

/** Pauses between reads, in milliseconds. The first ones are short, because views are seldom late for long. */
const pauses = [25, 50, 75, 100, 150, 200, 300, 300, 400, 400];

/** How long a query waits for a version of a view, in milliseconds, reads included. */
const longestMs = 2_000;

/** The patience of one query, from now on. A look that is answered while this process stands still is not late. */
export const patienceForViews = (milliseconds = longestMs): Patience => {
  const end = performance.now() + milliseconds;
  const remaining = (): number => Math.max(0, end - performance.now());

  return {
    within: async (work) => {
      const late = Promise.withResolvers<'late'>();
      const budget = awakeBudget(remaining(), () => late.resolve('late'));
      try {
        return await Promise.race([work, late.promise]);
      } finally {
        budget.close();
        work.catch(() => undefined); // it may not be waited for any more
      }
    },

    pause: async (looks) => {
      const pause = pauses[looks - 1];
      if (pause === undefined || pause > remaining()) return false;
      await delay(pause);
      return true;
    },
  };
};
