import { describe, expect, it } from 'vitest';
import { awakeBudget } from '../../../adapters/time/index.ts';
import { standStill } from './stand-still.ts';

/** The end of a budget of so many milliseconds. */
const spent = (milliseconds: number): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  awakeBudget(milliseconds, () => resolve(undefined));
  return promise;
};

describe('A budget of time', () => {
  it('ends when it is used up, and not before', async () => {
    const begun = performance.now();
    await spent(50);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(50);
  });

  it('does not pass while the process stands still', async () => {
    let isSpent = false;
    const budget = awakeBudget(100, () => (isSpent = true));
    standStill(300);
    expect(budget.leftMs()).toBeGreaterThanOrEqual(95);
    await new Promise(setImmediate);
    expect(isSpent).toBe(false);
    budget.close();
  });

  it('gives what is left of it', async () => {
    const budget = awakeBudget(10_000, () => undefined);
    await spent(50);
    expect(budget.leftMs()).toBeGreaterThan(0);
    expect(budget.leftMs()).toBeLessThan(10_000);
    budget.close();
  });

  it('tells nobody of its end once it is closed', async () => {
    let isSpent = false;
    awakeBudget(10, () => (isSpent = true)).close();
    await spent(50);
    expect(isSpent).toBe(false);
  });
});
