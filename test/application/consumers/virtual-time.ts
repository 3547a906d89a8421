import { setImmediate as settled } from 'node:timers/promises';
import { specTime } from '../../support/as-bob.ts';

/** Time that passes only while everybody sleeps, and then at once. */
export interface VirtualTime {
  /** Milliseconds since it began. */
  readonly now: () => number;
  /** The moment, as an ISO 8601 date and time. */
  readonly clock: () => string;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Lets time pass until the work is done. */
  readonly run: <Result>(work: Promise<Result>) => Promise<Result>;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Begins at the usual moment of the specs. */
export const virtualTime = (): VirtualTime => {
  let now = 0;
  const sleepers: Sleeper[] = [];
  const wakeNext = (): void => {
    const next = sleepers.toSorted((one, other) => one.at - other.at)[0];
    if (next === undefined) throw new Error('Everybody waits for somebody else.');
    sleepers.splice(sleepers.indexOf(next), 1);
    now = Math.max(now, next.at);
    next.wake();
  };
  return {
    now: () => now,
    clock: () => new Date(Date.parse(specTime) + now).toISOString(),
    sleep: (milliseconds) => {
      const { promise, resolve: wake } = Promise.withResolvers<undefined>();
      sleepers.push({ at: now + milliseconds, wake: () => wake(undefined) });
      return promise;
    },
    run: async (work) => {
      const progress = { isDone: false };
      const end = (): void => {
        progress.isDone = true;
      };
      work.then(end, end);
      for (;;) {
        await settled();
        if (progress.isDone) return work;
        wakeNext();
      }
    },
  };
};
