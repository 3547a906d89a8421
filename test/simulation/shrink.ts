import type { Run } from './simulate.ts';
import type { Simulate, Told } from './told.ts';
import { faultKinds } from './world/faults.ts';

/** The oracle that has told the first violation of a run; empty where there is none. */
export const oracleOf = ({ violations: [violation = ''] }: Pick<Told, 'violations'>): string => oracleIn(violation);

const oracleIn = (violation: string): string => violation.split(':')[0] ?? '';

/** More tries than this are not worth the time: a run takes a part of a second. */
const mostTries = 120;

/**
 * Makes a failing run smaller: fewer commands, kinds of faults and outages that make no difference taken away, and then single faults.
 * What it keeps fails by the same oracle, which is the first to tell. Undefined for a run that does not fail.
 */
export const shrink = async (run: Run, simulate: Simulate): Promise<Told | undefined> => {
  const found = await simulate(run);
  const oracle = oracleOf(found);
  if (oracle === '') return undefined;
  // What the seed has drawn is written down, so that it can be taken away.
  let best: Told = { ...found, run: { ...run, rates: found.rates, outages: found.outages } };
  let tries = 0;

  const attempt: Attempt = async (change) => {
    if (tries >= mostTries) return;
    tries += 1;
    const smaller = change(best.run);
    const told = await simulate(smaller);
    const same = told.violations.filter((each) => oracleIn(each) === oracle);
    if (same.length > 0) best = { ...told, run: smaller, violations: same };
  };

  for (const fewer of halvesOf(run.commands))
    if (best.run.commands >= fewer) await attempt((from) => ({ ...from, commands: from.commands - fewer }));
  for (const kind of faultKinds)
    if ((best.run.rates?.[kind] ?? 0) > 0)
      await attempt((from) => ({ ...from, ...(from.rates && { rates: { ...from.rates, [kind]: 0 } }) }));
  for (const outage of best.run.outages ?? [])
    await attempt((from) => ({ ...from, outages: (from.outages ?? []).filter((each) => each !== outage) }));
  await withoutFaults(() => best, attempt);
  return best;
};

/** Half of a number, half of that, and so on until one, rounded up: together they come to all of it. */
const halvesOf = (all: number): readonly number[] => {
  const half = Math.ceil(all / 2);
  return all <= 1 ? [] : [half, ...halvesOf(half)];
};

/** Tries a changed run, and keeps it where it fails by the same oracle. */
type Attempt = (change: (run: Run) => Run) => Promise<void>;

/** Takes single faults away: first half of them at once, then fewer and fewer. */
const withoutFaults = async (best: () => Told, attempt: Attempt): Promise<void> => {
  for (const size of halvesOf(best().faults))
    for (let from = 0; from < best().faults; from += size) {
      const block = Array.from({ length: Math.min(size, best().faults - from) }, (_, index) => from + index);
      const skips = new Set(best().run.skips);
      if (block.every((each) => skips.has(each))) continue;
      await attempt((run) => ({ ...run, skips: [...new Set([...(run.skips ?? []), ...block])] }));
    }
};

const longestStory = 20;

/** At most twenty lines of a run: what was done with the entities of which its first violation tells, and where hosts have crashed. */
export const storyOf = ({ trace, violations }: Pick<Told, 'trace' | 'violations'>): readonly string[] => {
  const named = violations[0]?.match(/\b[a-z]+-[a-z0-9-]+\b/g) ?? [];
  const told = trace.filter(
    (line, index) =>
      line.endsWith(' crashes') ||
      (named.some((each) => line.includes(each)) && !trace[index + 1]?.startsWith(`${line}: `)),
  );
  const rest = told.length - longestStory + 1;
  return rest <= 1 ? told : [`… ${rest} lines before`, ...told.slice(rest)];
};
