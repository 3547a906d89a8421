import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from '../scripts/build.ts';
import { packFolder } from '../scripts/package.ts';
import { measureLoad, type Load } from './bundle/measure-load.ts';
import { machine } from './measure/report.ts';

const loads = 9;
const root = resolve(import.meta.dirname, '..');

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;

const report = (what: string, all: readonly Load[]): string => {
  const [clock, cpu] = [median(all.map(({ milliseconds }) => milliseconds)), median(all.map((each) => each.cpu))];
  return `  ${what.padEnd(12)}${clock.toFixed(0).padStart(6)} ms   ${cpu.toFixed(0).padStart(6)} ms of processor time`;
};

console.log(`${machine()}\n`);
const folder = await mkdtemp(join(tmpdir(), 'annal-bundle-'));
try {
  const { bytes, startBytes, chunks } = await build(root, folder);
  const zip = await packFolder(folder);
  const size = (count: number): string => `${(count / 1024 / 1024).toFixed(1)} MB`;
  console.log(
    `  the bundle is ${size(bytes)} in ${chunks + 1} files, ${size(startBytes)} of it read at the start; zipped ${size(zip.length)}\n`,
  );
  const [bundled, sources]: [Load[], Load[]] = [[], []];
  // In turns, so that what else the machine does hits both.
  for (let each = 0; each < loads; each += 1) {
    bundled.push(await measureLoad(folder));
    sources.push(await measureLoad(root));
  }
  console.log(`  loading, median of ${loads}:\n`);
  console.log(report('the bundle', bundled));
  console.log(report('the sources', sources));
} finally {
  await rm(folder, { recursive: true });
}
