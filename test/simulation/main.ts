// npm run simulate -- [--seed 1] [--until 200] [--commands 30] [--story] [--first] [--shrink]
// Runs the shop through seeds, one after the other, and says what should never happen.
import { parseArgs } from 'node:util';
import { simulate } from './simulate.ts';
import { oracleOf, shrink, storyOf } from './shrink.ts';
import { sometimes } from './sometimes.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    until: { type: 'string' },
    commands: { type: 'string', default: '30' },
    /** Prints all that happens. */
    story: { type: 'boolean', default: false },
    /** Ends with the first seed that shows something. */
    first: { type: 'boolean', default: false },
    /** Makes the first run that fails as small as it can, and tells its story. */
    shrink: { type: 'boolean', default: false },
  },
});

/** So many seeds must have seen everything that happens sometimes. */
const enoughSeeds = 1_000;

const first = Number(values.seed);
const last = Number(values.until ?? values.seed);
const begun = performance.now();
let steps = 0;
let failed = 0;
let ran = 0;
const never = new Set(Object.keys(sometimes));
for (let seed = first; seed <= last && !(values.first && failed > 0); seed += 1) {
  ran += 1;
  const ended = await simulate({ seed, commands: Number(values.commands) });
  steps += ended.steps;
  for (const name of never) if (sometimes[name]?.(ended) === true) never.delete(name);
  if (values.story) for (const line of ended.trace) console.log(line);
  if (ended.violations.length === 0) continue;
  failed += 1;
  console.log(`Seed ${seed}:`);
  for (const violation of ended.violations.slice(0, 10)) console.log(`  ${violation}`);
  if (values.shrink) {
    const smaller = await shrink(ended.run);
    if (smaller === undefined) continue;
    for (const line of storyOf(smaller.ended)) console.log(`    ${line}`);
    const [told = ''] = smaller.ended.violations;
    console.log(`For regressions.json: ${JSON.stringify({ oracle: oracleOf(told), told, run: smaller.run })}`);
  }
}
const minutes = (performance.now() - begun) / 60_000;
console.log(`${ran} seeds, ${failed} with violations; ${steps} steps; ${Math.round(ran / minutes)} seeds a minute.`);
if (never.size > 0) console.log(`Never seen: ${[...never].join('; ')}.`);
if (failed > 0 || (never.size > 0 && ran >= enoughSeeds)) process.exitCode = 1;
