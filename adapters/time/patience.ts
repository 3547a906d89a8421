import { setTimeout as delay } from 'node:timers/promises';
import type { Patience } from '../../application/views/patience.ts';

/** Pauses between reads, in milliseconds. The first ones are short, because views are seldom late for long. */
const pauses = [25, 50, 75, 100, 150, 200, 300, 300, 400, 400];

/** How long a query waits for a version of a view, in milliseconds, reads included. */
const longestMs = 2_000;

/** The patience of one query, from now on. */
export const patienceForViews = (milliseconds = longestMs): Patience => {
  const end = performance.now() + milliseconds;
  const remaining = (): number => Math.max(0, end - performance.now());

  return {
    within: async (work) => {
      const answered = new AbortController();
      const late = delay(remaining(), 'late' as const, { signal: answered.signal });
      try {
        return await Promise.race([work, late]);
      } finally {
        answered.abort();
        late.catch(() => undefined); // it was not waited for
        work.catch(() => undefined); // nor may this be any more
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
