// npm run simulate:mutants -- [--until 500] [--only part of a name]
// Makes each mistake in a copy of the product, and runs seeds until one finds it.
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { inParallel } from '../../../application/in-parallel.ts';
import { mutants, type Mutant } from './mutants.ts';

const { values } = parseArgs({
  options: { until: { type: 'string', default: '500' }, only: { type: 'string', default: '' } },
});

const root = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);

const copied = ['domain', 'application', 'adapters', 'consumers', 'test/simulation', 'test/support', 'package.json'];

/** The product with one mistake in it, in a folder of its own. */
const copyWith = ({ file, find, replace }: Mutant): string => {
  const text = readFileSync(join(root, file), 'utf8');
  if (text.split(find).length !== 2) throw new Error(`${file} has ${JSON.stringify(find)} not once.`);
  const folder = mkdtempSync(join(tmpdir(), 'mutant-'));
  for (const each of copied) cpSync(join(root, each), join(folder, each), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(
    join(folder, file),
    text.replace(find, () => replace),
  );
  return folder;
};

/** What the seeds say of the mistake; undefined when no seed has found it. Throws where no seed could run. */
const found = async (mutant: Mutant): Promise<string | undefined> => {
  const folder = copyWith(mutant);
  try {
    const args = ['test/simulation/main.ts', '--seed', '1', '--until', values.until, '--first'];
    await run(process.execPath, args, { cwd: folder });
    return undefined;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
    if (!stdout.startsWith('Seed ')) throw new Error(`The simulation does not run: ${stderr.slice(0, 1_000)}`);
    return stdout.split('\n').slice(0, 2).join(' ').slice(0, 160);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const tried = mutants.filter(({ name }) => name.includes(values.only));
const survivors = await inParallel(availableParallelism(), tried, async (mutant) => {
  const how = await found(mutant);
  console.log(`${mutant.name}\n  ${how ?? 'SURVIVES'}`);
  return how === undefined ? [mutant.name] : [];
});
const left = survivors.flat().length;
console.log(`${tried.length - left} of ${tried.length} are found within ${values.until} seeds.`);
if (left > 0) process.exitCode = 1;
