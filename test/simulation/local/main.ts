// npm run simulate:local -- [--seed 1] [--until 24] [--commands 30] [--story]
// Runs the workload of the simulation over the local servers, seed after seed, and says what should never happen.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../../../scripts/build.ts';
import { startAzurite } from '../../support/start-azurite.ts';
import { simulateLocally } from './simulate-local.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    until: { type: 'string' },
    commands: { type: 'string', default: '30' },
    /** Prints all that happens. */
    story: { type: 'boolean', default: false },
  },
});

const folder = await mkdtemp(join(tmpdir(), 'annal-local-runs-'));
const [blobs, { folder: bundle }] = await Promise.all([
  startAzurite(),
  build(resolve(import.meta.dirname, '../../..'), join(folder, 'app')),
]);
const around = { bundle, blobs: blobs.connectionString };

const runSeed = async (seed: number): Promise<void> => {
  const began = performance.now();
  const { violations, trace, evidence } = await simulateLocally({ seed, commands: Number(values.commands) }, around);
  if (values.story) for (const line of trace) console.log(line);
  const seconds = Math.round((performance.now() - began) / 1_000);
  console.log(`Seed ${seed}: ${evidence.commits.length} commits, ${violations.length} violations, ${seconds} s.`);
  for (const violation of violations.slice(0, 10)) console.log(`  ${violation}`);
  if (violations.length > 0) process.exitCode = 1;
};

try {
  const last = Number(values.until ?? values.seed);
  for (let seed = Number(values.seed); seed <= last; seed += 1) await runSeed(seed);
} finally {
  await blobs.stop();
  await rm(folder, { recursive: true, force: true });
}
