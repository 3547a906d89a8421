// npm run simulate -- [options]; --help tells which there are.
// Runs the shop through seeds, as many at once as there are cores, and says what should never happen.
import { readOptions, usage, WrongOptions, type Options } from './options.ts';
import { keepRegression } from './regressions.ts';
import { oracleOf, shrink, storyOf } from './shrink.ts';
import { simulators } from './simulators.ts';
import { sometimes } from './sometimes.ts';
import { throughSeeds } from './through-seeds.ts';
import type { Simulate, Told } from './told.ts';

/** So many seeds must have seen everything that happens sometimes. */
const enoughSeeds = 1_000;

/** So often it is told how far it is. Of fewer seeds it is not told what they have not seen: that is nearly all. */
const manySeeds = 100;

/** What is said of one run. The others are often of one cause with the first. */
const mostViolations = 10;

const main = async (options: Options): Promise<void> => {
  const { seed, commands } = options;
  const begun = performance.now();
  await using threads = simulators(options.workers);
  const failed: Told[] = [];
  const never = new Set(Object.keys(sometimes));
  let ran = 0;
  let steps = 0;

  const isOver = (next: number): boolean =>
    next > options.until || performance.now() - begun > options.forMs || (options.first && failed.length > 0);
  await throughSeeds(threads, { first: seed, commands, isOver }, (told) => {
    ran += 1;
    steps += told.steps;
    if (ran % manySeeds === 0) console.log(`${ran} seeds, ${failed.length} with violations.`);
    for (const name of told.seen) never.delete(name);
    if (options.story) for (const line of told.trace) console.log(line);
    if (told.violations.length === 0) return;
    failed.push(told);
    tellViolations(told);
  });

  const minutes = (performance.now() - begun) / 60_000;
  console.log(
    `${ran} seeds from ${seed} on, ${failed.length} with violations; ${steps} steps; ${Math.round(ran / minutes)} seeds a minute.`,
  );
  if (never.size > 0 && ran >= manySeeds) console.log(`Never seen: ${[...never].join('; ')}.`);
  if (options.shrink) for (const each of oneForEachOracle(failed)) await tellSmaller(each, threads.simulate);
  if (failed.length > 0 || (never.size > 0 && ran >= enoughSeeds)) process.exitCode = 1;
};

const tellViolations = ({ run, violations }: Told): void => {
  console.log(`Seed ${run.seed}:`);
  for (const violation of violations.slice(0, mostViolations)) console.log(`  ${violation}`);
  console.log(`  npm run simulate -- --seed ${run.seed} --commands ${run.commands} --shrink`);
};

const oneForEachOracle = (failed: readonly Told[]): readonly Told[] => [
  ...new Map(failed.toReversed().map((told) => [oracleOf(told), told])).values(),
];

const tellSmaller = async ({ run }: Told, simulate: Simulate): Promise<void> => {
  const smaller = await shrink(run, simulate);
  if (smaller === undefined) return;
  const [told = ''] = smaller.violations;
  console.log(`Seed ${run.seed}, made smaller: ${told}`);
  for (const line of storyOf(smaller)) console.log(`  ${line}`);
  await keepRegression({ oracle: oracleOf(smaller), told, run: smaller.run });
  console.log('  npm test runs it from now on: it is in test/simulation/regressions.json.');
};

try {
  const options = readOptions(process.argv.slice(2), Date.now());
  if (options === 'help') console.log(usage);
  else await main(options);
} catch (error) {
  if (!(error instanceof WrongOptions)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
