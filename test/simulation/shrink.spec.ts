import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, resolveConfig } from 'prettier';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keepRegression, regressions } from './regressions.ts';
import { oracleOf, shrink, storyOf } from './shrink.ts';
import type { Simulate, Told } from './told.ts';
import { noFaults } from './world/faults.ts';

const rates = { ...noFaults, slow: 0.1, 'answer lost': 0.1 };
const outages = ['bus', 'keys', 'events.'].map((service) => ({ service, place: '', from: 0, until: 9 }));
const nothing = { outages, seen: [], steps: 1, traceHash: '', trace: [] };

/** A run of 40 faults that shows something as `told` says of it; before that, the second oracle tells, of anything. */
const planted =
  (told: (run: Told['run']) => readonly string[]): Simulate =>
  async (run) => ({ ...nothing, rates, run, faults: 40, violations: told(run) });

describe('A run that fails', () => {
  it('is made as small as what it shows allows, and shows the same', async () => {
    const needs = ({ commands, rates: { slow } = rates, outages: away = outages, skips = [] }: Told['run']): boolean =>
      commands >= 3 && slow > 0 && away.some(({ service }) => service === 'keys') && !skips.includes(17);
    const smaller = await shrink(
      { seed: 7, commands: 30 },
      planted((run) => (needs(run) ? ['streamsAreWhole: order-o1 has a gap.'] : [])),
    );

    expect(smaller?.run.commands).toBe(3);
    expect(smaller?.run.rates).toEqual({ ...noFaults, slow: 0.1 });
    expect(smaller?.run.outages).toEqual([outages[1]]);
    expect(smaller?.run.skips).toHaveLength(39);
    expect(smaller?.violations).toEqual(['streamsAreWhole: order-o1 has a gap.']);
  });

  it('stays one that the same oracle tells of, though another one tells of each smaller run', async () => {
    const smaller = await shrink(
      { seed: 7, commands: 30 },
      planted(({ commands }) => [
        ...(commands < 30 ? ['moneyMovesOnce: account-ada-eur was paid twice.'] : []),
        ...(commands > 20 ? ['streamsAreWhole: order-o1 has a gap.'] : []),
      ]),
    );

    expect(smaller?.run.commands).toBe(21);
    expect(oracleOf(smaller ?? { violations: [] })).toBe('streamsAreWhole');
  });

  it('is no run that shows nothing', async () => {
    expect(
      await shrink(
        { seed: 7, commands: 30 },
        planted(() => []),
      ),
    ).toBeUndefined();
  });
});

describe('The story of a run', () => {
  it('is what was done with what the violation names, and where hosts have crashed, in twenty lines', () => {
    const others = Array.from({ length: 50 }, (_, index) => `${index} host-1 orders.find o2`);
    const named = Array.from({ length: 25 }, (_, index) => `${100 + index} host-1 orders.save o1 order-o1:${index}`);
    const told = storyOf({
      violations: ['viewsAreFolds: orders shows of order-o1 nothing.'],
      trace: [...others, ...named, '200 host-1 crashes', '201 host-2 orders.find order-o1'],
    });

    expect(told).toHaveLength(20);
    expect(told[0]).toBe('… 8 lines before');
    expect(told.slice(-2)).toEqual(['200 host-1 crashes', '201 host-2 orders.find order-o1']);
    expect(told.filter((line) => line.includes('o2'))).toEqual([]);
  });

  it('tells a call once, with what went wrong with it', () => {
    const trace = ['5 host-1 events.append order-o1:1', '5 host-1 events.append order-o1:1: answer lost'];
    expect(storyOf({ violations: ['commandsAreOnce: order-o1 has two.'], trace })).toEqual([trace[1]]);
  });
});

describe('A run that was kept', () => {
  it('is added to the file once, in the form that the repository has', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'regressions-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'regressions.json');
    writeFileSync(path, '[]\n');
    const kept = (seed: number) => ({ oracle: 'a', told: 'a: b', run: { seed, commands: 3, skips: [1, 2], outages } });

    for (const seed of [7, 8, 7]) await keepRegression(kept(seed), path);

    expect(regressions(path)).toEqual([kept(8), kept(7)]);
    const settings = { ...(await resolveConfig(import.meta.filename)), parser: 'json' };
    expect(await check(readFileSync(path, 'utf8'), settings)).toBe(true);
  });
});
