import { execFile, execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulate } from '../simulation/simulate.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const seeds = [1, 2, 3];

/** What the product uses and Node 20 has not got yet. The product runs on Node 24; here it is to do the same on another engine. */
const newerThanNode20 = `
  import { createRequire } from 'node:module';
  const require = createRequire(import.meta.url);
  Map.groupBy ??= (items, keyOf) => {
    const groups = new Map();
    for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
    return groups;
  };
  Promise.withResolvers ??= () => {
    let settle;
    const promise = new Promise((resolve, reject) => (settle = { resolve, reject }));
    return { promise, ...settle };
  };`;

/** The versions of Node that this machine has, each once, and where: the one that runs this, and what else is on the path. */
const nodes = (): ReadonlyMap<string, string> => {
  const path = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, 'node'));
  const files = new Set(
    [process.execPath, ...path.filter((file) => existsSync(file))].map((file) => realpathSync(file)),
  );
  return new Map([...files].map((file) => [String(execFileSync(file, ['--version'])).trim(), file]));
};

const found = nodes();
const which = found.size > 1 ? 'every version of Node here' : 'the only version of Node here';

describe(`A seed takes the same steps in another process, on ${which}`, () => {
  let folder: string;
  let bundle: string;
  const expected: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'simulation-'));
    bundle = join(folder, 'hashes.mjs');
    const entryPoints = [join(root, 'test/simulation/hashes.ts')];
    const banner = { js: newerThanNode20 };
    await build({
      entryPoints,
      outfile: bundle,
      banner,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
    });
    for (const seed of seeds) expected.push((await simulate({ seed, commands: 20 })).traceHash);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([...found])('%s', async (_, node) => {
    const { stdout } = await promisify(execFile)(node, [bundle, ...seeds.map(String)]);
    expect(stdout.trim().split('\n')).toEqual(expected);
  });
});
