import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { simulate, type Run } from './simulate.ts';
import { noFaults } from './world/faults.ts';

const seeds = (first: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, index) => first + index);

/** A run that has shown a defect once, as `npm run simulate -- --shrink` prints it. */
interface Regression {
  readonly told: string;
  readonly run: Run;
}

const regressions = JSON.parse(
  readFileSync(new URL('regressions.json', import.meta.url), 'utf8'),
) as readonly Regression[];

describe('The shop in a simulated world', () => {
  it.each(regressions)('does not do again: $told', async ({ run }) => {
    expect((await simulate(run)).violations).toEqual([]);
  });

  it.each(seeds(1, 30))('does nothing that should never happen, through the faults of seed %i', async (seed) => {
    expect((await simulate({ seed, commands: 20 })).violations).toEqual([]);
  });

  it.each(seeds(1, 3))('does the same again, step by step, from seed %i', async (seed) => {
    const [one, other] = [await simulate({ seed, commands: 20 }), await simulate({ seed, commands: 20 })];
    expect(other.trace).toEqual(one.trace);
    expect(other.traceHash).toBe(one.traceHash);
  });

  it('does other things from another seed', async () => {
    const [one, other] = [await simulate({ seed: 1, commands: 20 }), await simulate({ seed: 2, commands: 20 })];
    expect(other.traceHash).not.toBe(one.traceHash);
  });

  it('answers everybody where nothing fails', async () => {
    const { evidence } = await simulate({ seed: 1, commands: 40, rates: noFaults });
    expect(evidence.records.commands.filter(({ answer }) => answer.outcome === 'unknown')).toEqual([]);
  });
});
