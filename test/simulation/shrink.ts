import { simulate, type Ended, type Run } from './simulate.ts';
import { faultKinds } from './world/faults.ts';

/** A failing run made smaller, which still shows the same. */
export interface Shrunk {
  readonly run: Run;
  readonly ended: Ended;
}

/** The oracle that has told a violation. */
export const oracleOf = (violation: string): string => violation.split(':')[0] ?? '';

/** More tries than this are not worth the time: a run takes a part of a second. */
const mostTries = 120;

/**
 * Makes a failing run smaller: fewer commands, kinds of faults and outages that make no difference taken away, and then single faults.
 * What it keeps fails by the same oracle. Undefined for a run that does not fail.
 */
export const shrink = async (run: Run): Promise<Shrunk | undefined> => {
  const first = await simulate(run);
  const [violation] = first.violations;
  if (violation === undefined) return undefined;
  const oracle = oracleOf(violation);
  let best: Shrunk = { run: { ...run, rates: first.rates, outages: first.outages }, ended: first };
  let tries = 0;

  const attempt = async (change: (run: Run) => Run): Promise<boolean> => {
    if (tries >= mostTries) return false;
    tries += 1;
    const smaller = change(best.run);
    const ended = await simulate(smaller);
    const isKept = ended.violations.some((each) => oracleOf(each) === oracle);
    if (isKept) best = { run: smaller, ended };
    return isKept;
  };

  for (let fewer = Math.ceil(run.commands / 2); fewer >= 1; fewer = Math.floor(fewer / 2))
    if (best.run.commands >= fewer) await attempt((from) => ({ ...from, commands: from.commands - fewer }));
  for (const kind of faultKinds)
    if ((best.run.rates?.[kind] ?? 0) > 0)
      await attempt((from) => ({ ...from, ...(from.rates && { rates: { ...from.rates, [kind]: 0 } }) }));
  for (const outage of best.run.outages ?? [])
    await attempt((from) => ({ ...from, outages: (from.outages ?? []).filter((each) => each !== outage) }));
  await withoutFaults(() => best, attempt);
  return best;
};

/** Takes single faults away: first half of them at once, then fewer and fewer. */
const withoutFaults = async (
  best: () => Shrunk,
  attempt: (change: (run: Run) => Run) => Promise<boolean>,
): Promise<void> => {
  for (let size = Math.ceil(best().ended.faults / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let from = 0; from < best().ended.faults; from += size) {
      const block = Array.from({ length: size }, (_, index) => from + index);
      const skips = new Set(best().run.skips);
      if (block.every((each) => skips.has(each))) continue;
      await attempt((run) => ({ ...run, skips: [...new Set([...(run.skips ?? []), ...block])] }));
    }
};

const longestStory = 20;

/** At most twenty lines of a run: what was done with the entities of which its first violation tells, and where hosts have crashed. */
export const storyOf = ({ trace, violations }: Ended): readonly string[] => {
  const named = violations[0]?.match(/\b[a-z]+-[a-z0-9-]+\b/g) ?? [];
  const told = trace.filter(
    (line, index) =>
      line.endsWith(' crashes') ||
      (named.some((each) => line.includes(each)) && !trace[index + 1]?.startsWith(`${line}: `)),
  );
  const rest = told.length - longestStory + 1;
  return rest <= 1 ? told : [`… ${rest} lines before`, ...told.slice(rest)];
};
