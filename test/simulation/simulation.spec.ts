import { afterAll, describe, expect, it } from 'vitest';
import { regressions } from './regressions.ts';
import { simulators } from './simulators.ts';
import { noFaults } from './world/faults.ts';
import { simulate } from './simulate.ts';

const seeds = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => first + index);

/** Two, however many cores there are: other specs run beside it. */
const threads = simulators(2);
afterAll(() => threads[Symbol.asyncDispose]());

describe('The shop in a simulated world', { concurrent: true }, () => {
  it.each(regressions())('does not do again: $told', async ({ run }) => {
    expect((await threads.simulate(run)).violations).toEqual([]);
  });

  it.each(seeds(1, 200))('does nothing that should never happen, through the faults of seed %i', async (seed) => {
    expect((await threads.simulate({ seed, commands: 20 })).violations).toEqual([]);
  });

  it('answers everybody where nothing fails', async () => {
    const { evidence } = await simulate({ seed: 1, commands: 40, rates: noFaults });
    expect(evidence.records.commands.filter(({ answer }) => answer.outcome === 'unknown')).toEqual([]);
  });
});

describe('A seed', { concurrent: true }, () => {
  it.each(seeds(1, 3))('takes the same steps again, in this thread and in another one: %i', async (seed) => {
    const here = await simulate({ seed, commands: 20 });
    const there = await threads.simulate({ seed, commands: 20 });
    expect(there.trace).toEqual(here.trace);
    expect(there.traceHash).toBe(here.traceHash);
  });

  it('takes other steps than another one', async () => {
    const [one, other] = await Promise.all([1, 2].map((seed) => threads.simulate({ seed, commands: 20 })));
    expect(other?.traceHash).not.toBe(one?.traceHash);
  });
});
