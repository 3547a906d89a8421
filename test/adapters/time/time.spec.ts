import { describe, expect, it } from 'vitest';
import {
  atMostEvery,
  patienceForViews,
  pauseAtRandom,
  remainingMs,
  systemClock,
  withDeadline,
} from '../../../adapters/time/index.ts';
import { standStill } from './stand-still.ts';

it('the clock gives the time in UTC with milliseconds', () => {
  expect(systemClock()).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

describe('patience for a view', () => {
  it('ends after some looks, and with its time', async () => {
    expect(await patienceForViews(60_000).pause(1)).toBe(true);
    expect(await patienceForViews(60_000).pause(11)).toBe(false);
    expect(await patienceForViews(0).pause(1)).toBe(false);
  });

  it('waits for no look that takes longer than its time, whatever becomes of it', async () => {
    const { within } = patienceForViews(10);
    expect(await within(Promise.withResolvers().promise)).toBe('late');
    const failing = Promise.withResolvers<string>();
    expect(await within(failing.promise)).toBe('late');
    failing.reject(new Error('down'));
  });

  it('takes what a look found while this process stood still', async () => {
    await new Promise(setImmediate); // what is asked from here on is found behind the timers of the next turn
    const found = patienceForViews(20).within(new Promise(setImmediate).then(() => 'found'));
    standStill(100);
    expect(await found).toBe('found');
  });

  it('gives what a look found, and throws what it threw', async () => {
    const { within } = patienceForViews(60_000);
    expect(await within(Promise.resolve('found'))).toBe('found');
    await expect(within(Promise.reject(new Error('down')))).rejects.toThrow('down');
  });
});

describe('work that is done at most every so often', () => {
  it('is done once for all calls within that time, and again after it', async () => {
    let now = 0;
    let done = 0;
    const work = atMostEvery(
      100,
      async () => void (done += 1),
      () => now,
    );
    await Promise.all([work(), work()]);
    now = 99;
    await work();
    expect(done).toBe(1);
    now = 100;
    await work();
    expect(done).toBe(2);
  });

  it('is done again by the next call after it failed', async () => {
    let done = 0;
    const work = atMostEvery(
      100,
      async () => {
        done += 1;
        if (done === 1) throw new Error('down');
      },
      () => 0,
    );
    await expect(work()).rejects.toThrow('down');
    await expect(work()).resolves.toBeUndefined();
  });
});

it('a deadline is known to all that the work starts, and to nothing else', async () => {
  expect(remainingMs()).toBe(Infinity);
  await withDeadline(60_000, async () => {
    await Promise.resolve();
    expect(remainingMs()).toBeLessThanOrEqual(60_000);
  });
  expect(remainingMs()).toBe(Infinity);
});

it('a pause ends, however many races were lost', async () => {
  await expect(pauseAtRandom(1_000)).resolves.toBeUndefined();
});
