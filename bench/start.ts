// How long the system of this machine takes to start, and its app to restart on a change: npm run bench:start.
// See bench/README.md.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { duration, machine } from './measure/report.ts';
import { startSystem } from './start/system.ts';

const runs = 5;
const targets = { firstAnswerMs: 3_000, restartMs: 1_000 };
const source = join(import.meta.dirname, '../functions/http/health.ts');

const folder = await mkdtemp(join(tmpdir(), 'bench-start-'));
try {
  console.log(`${machine()}; the median of ${runs}\n`);
  console.log(duration('npm start that builds, once', await firstAnswer(), targets.firstAnswerMs));
  const first = await times(firstAnswer);
  console.log(duration('npm start to the first answer', first, targets.firstAnswerMs));
  const restart = await restarts();
  console.log(duration('npm run dev: change to an answer', restart, targets.restartMs));
} finally {
  await rm(folder, { recursive: true });
}

/** From the start of the installed system to its first answered request, in milliseconds. The first one builds the bundle. */
async function firstAnswer(): Promise<number> {
  const started = performance.now();
  const system = await startSystem(folder, []);
  await system.answer();
  const milliseconds = performance.now() - started;
  await system.stop();
  return milliseconds;
}

/** From a saved source file to the first answer of the app that has read it, in milliseconds. */
async function restarts(): Promise<number> {
  const system = await startSystem(folder, ['--watch']);
  await system.ready();
  // The watch begins behind the words that say so, and Azurite comes up: an editor's save finds a system at rest.
  await pause(3_000);
  const restart = async (): Promise<number> => {
    const restarted = system.restarted();
    const changed = performance.now();
    // As an editor saves: the content need not differ.
    await writeFile(source, await readFile(source));
    await restarted;
    await system.answer();
    return performance.now() - changed;
  };
  const median = await times(restart);
  await system.stop();
  return median;
}

async function times(measure: () => Promise<number>): Promise<number> {
  const found: number[] = [];
  while (found.length < runs) found.push(await measure());
  return found.toSorted((one, other) => one - other)[Math.floor(runs / 2)] ?? Number.NaN;
}
