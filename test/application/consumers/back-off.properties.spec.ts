import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { longestFirstPauseMs, pauseAfter, pauseBeforeRedelivery } from '../../../application/consumers/back-off.ts';

const minute = 60_000;
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const chances = (count: number) => fc.array(chance, { minLength: count, maxLength: count });

describe('The pauses between the tries of a message', () => {
  it('grow with every try, until they reach their limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), chances(2), (tries, [one = 0, other = 0]) => {
        expect(pauseAfter(tries + 1, other)).toBeGreaterThan(pauseAfter(tries, one));
      }),
    );
  });

  it('are never longer than 15 minutes, however many tries there were', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), chance, (tries, random) => {
        expect(pauseAfter(tries, random)).toBeLessThanOrEqual(15 * minute);
        expect(pauseAfter(tries, random)).toBeGreaterThanOrEqual(3_000);
      }),
    );
  });

  it('give what fails for a quarter of an hour at most nine tries, and at least seven', () => {
    const triesWithin = (milliseconds: number, randoms: readonly number[]): number => {
      let [passed, tries] = [0, 0];
      while (passed < milliseconds) passed += pauseAfter((tries += 1), randoms[tries] ?? 0);
      return tries;
    };
    fc.assert(
      fc.property(chances(20), (randoms) => {
        expect(triesWithin(15 * minute, randoms)).toBeGreaterThanOrEqual(7);
        expect(triesWithin(15 * minute, randoms)).toBeLessThanOrEqual(9);
      }),
    );
  });

  it('differ by chance, so that what failed together is not tried together', () => {
    expect(new Set([0, 0.25, 0.5, 0.75].map((random) => pauseAfter(3, random))).size).toBe(4);
  });

  it('begin with one that no chance makes longer than the session is held for', () => {
    fc.assert(
      fc.property(chance, (random) => {
        expect(pauseAfter(1, random)).toBeLessThanOrEqual(longestFirstPauseMs);
      }),
    );
  });
});

describe('The pauses before a message goes back to the broker', () => {
  it('are below half of its lock, and make two thousand deliveries last for more than half a day', () => {
    const randoms = chances(2_000);
    fc.assert(
      fc.property(randoms, (given) => {
        const pauses = given.map((random, index) => pauseBeforeRedelivery(index + 1, random));
        expect(Math.max(...pauses)).toBeLessThanOrEqual(30_000);
        expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(12 * 60 * minute);
      }),
      { numRuns: 20 },
    );
  });
});
