import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runTimer, type Timer } from '../triggers/timer/run-timer.ts';
import { openTimerStore, type TimerStore } from '../triggers/timer/timer-store.ts';
import { functionsOf, triggered } from './support/functions.ts';

let store: TimerStore;
let calls: number;

beforeEach(() => {
  store = openTimerStore(undefined);
  calls = 0;
});
afterEach(() => store.close());

/** A timer with one occurrence to come, in a moment. Its run ends behind that. */
const hang = async (isOurs: boolean, meanwhile: () => void = () => undefined): Promise<void> => {
  const [fn] = functionsOf(triggered('reports', 'timerTrigger'));
  if (fn === undefined) throw new Error('There is one.');
  let due: Date | undefined;
  const next = (from: Date) => {
    due ??= new Date(from.getTime() + 50);
    return from < due ? due : undefined;
  };
  const run: Timer['runner']['run'] = async () => {
    calls += 1;
    return { outcome: 'succeeded', response: {}, result: undefined };
  };
  const running = runTimer(
    {
      fn,
      schedule: { next, isFrequent: false },
      runOnStartup: false,
      isMonitored: true,
      store,
      runner: { run, idle: async () => undefined },
      isOurs: () => isOurs,
    },
    new AbortController().signal,
  );
  meanwhile();
  await running;
};

describe('A host that hung until a timer was due', () => {
  it('calls it when nobody else has', async () => {
    await hang(true);
    expect(calls).toBe(1);
  });

  it('does not call it when another host has the timer', async () => {
    await hang(false);
    expect(calls).toBe(0);
  });

  it('does not call it when another host has done so, and is gone', async () => {
    const now = new Date().toISOString();
    await hang(true, () =>
      store.remember('reports', { last: now, next: '2999-01-01T00:00:00.000Z', lastUpdated: now }),
    );
    expect(calls).toBe(0);
  });
});
