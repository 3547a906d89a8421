// npm run simulate:mutants -- [--until 500] [--only part of a name]
// Runs seeds of the product with each mistake in it until one finds it. Nothing of the product is written.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { inParallel } from '../../../application/in-parallel.ts';
import { simulators } from '../simulators.ts';
import { throughSeeds } from '../through-seeds.ts';
import type { Told } from '../told.ts';
import { mutants, type Mutant } from './mutants.ts';

const { values } = parseArgs({
  options: { until: { type: 'string', default: '500' }, only: { type: 'string', default: '' } },
});

/** The run that has found the mistake; undefined when no seed has. */
const found = async (mutant: Mutant): Promise<Told | undefined> => {
  await using threads = simulators(1, mutant);
  let failed: Told | undefined;
  const isOver = (seed: number): boolean => seed > Number(values.until) || failed !== undefined;
  await throughSeeds(threads, { first: 1, commands: 30, isOver }, (told) => {
    if (told.violations.length > 0) failed = told;
  });
  return failed;
};

const tried = mutants.filter(({ name }) => name.includes(values.only));
const survivors = await inParallel(availableParallelism(), tried, async (mutant) => {
  const how = await found(mutant);
  const told = how === undefined ? 'SURVIVES' : `seed ${how.run.seed}: ${how.violations[0]?.slice(0, 160)}`;
  console.log(`${mutant.name}\n  ${told}`);
  return how === undefined ? [mutant.name] : [];
});
const left = survivors.flat();
console.log(`${tried.length - left.length} of ${tried.length} are found within ${values.until} seeds.`);
for (const name of left) console.log(`Not found: ${name}.`);
if (left.length > 0) process.exitCode = 1;
