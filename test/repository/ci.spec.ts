import { execFile } from 'node:child_process';
import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plantTree, repositoryRoot } from './planted-tree.ts';

const passing = "import { it } from 'vitest';\nit('a', () => {});\nit('b', () => {});\n";
const failing = "import { it } from 'vitest';\nit('c', () => { throw new Error('red'); });\n";
const unloadable = "throw new Error('cannot be loaded');\n";
const leaking = "import { it } from 'vitest';\nit('d', () => { void Promise.reject(new Error('lost')); });\n";

// Two test runs each, under npm: seconds, but a minute on a machine that does much else.
describe('.ci/run ends with what happened', { timeout: 300_000 }, () => {
  it('when every test passes', async () => {
    expect(await runCi({ 'a.spec.ts': passing })).toMatchObject({ code: 0, lastLine: '2 passed, 0 failed' });
  });

  it('when a test fails', async () => {
    const run = await runCi({ 'a.spec.ts': passing, 'c.spec.ts': failing });
    expect(run).toMatchObject({ code: 1, lastLine: '2 passed, 1 failed' });
  });

  it('and names what failed before that, for whoever sees the end of it only', async () => {
    const { named } = await runCi({ 'c.spec.ts': failing, 'tools/u.spec.ts': unloadable });
    expect(named).toEqual(['FAILED c.spec.ts: c: Error: red', 'FAILED tools/u.spec.ts: cannot be loaded']);
  });

  it('when a spec file cannot be loaded, which fails none of its tests', async () => {
    const run = await runCi({ 'a.spec.ts': passing, 'u.spec.ts': unloadable, 'v.spec.ts': unloadable });
    expect(run).toMatchObject({ code: 1, lastLine: '2 passed, 2 failed' });
  });

  it('when every test passes and the run does not', async () => {
    const run = await runCi({ 'd.spec.ts': leaking });
    expect(run).toMatchObject({ code: 1, lastLine: '1 passed, 1 failed' });
  });

  it('of both runs, the second one after a first that failed', async () => {
    const run = await runCi({ 'c.spec.ts': failing, 'tools/a.spec.ts': passing });
    expect(run).toMatchObject({ code: 1, lastLine: '2 passed, 1 failed' });
  });

  it('when a run breaks off without a report', async () => {
    const run = await runCi({ 'a.spec.ts': passing, 'c.spec.ts': failing }, { 'test:tools': 'exit 4' });
    expect(run).toMatchObject({ code: 4, lastLine: '2 passed, 2 failed' });
  });

  it('when a seed of the simulation shows something', async () => {
    const run = await runCi({ 'a.spec.ts': passing }, { 'test:seeds': 'exit 1' });
    expect(run).toMatchObject({ code: 1, lastLine: '2 passed, 1 failed' });
  });

  it('when a check fails before the tests', async () => {
    const run = await runCi({ 'a.spec.ts': passing }, { 'check:static': 'exit 3' });
    expect(run).toMatchObject({ code: 3, lastLine: 'The tests did not run: a check before them failed (see above).' });
  });

  it('and checks without what earlier checks have kept', async () => {
    const run = await runCi({ 'a.spec.ts': passing }, { 'check:static': 'test ! -e node_modules/.cache/checks' });
    expect(run).toMatchObject({ code: 0, lastLine: '2 passed, 0 failed' });
  });
});

interface CiRun {
  readonly code: number;
  readonly lastLine: string;
  /** The lines that name a failure. */
  readonly named: readonly string[];
}

/** Runs the real .ci/run in a checkout of its own, whose checks find nothing unless `scripts` says otherwise. */
async function runCi(
  specs: Readonly<Record<string, string>>,
  scripts: Readonly<Record<string, string>> = {},
): Promise<CiRun> {
  const vitest = 'node node_modules/vitest/vitest.mjs run --passWithNoTests';
  const quiet = {
    'check:static': 'true',
    test: `${vitest} --exclude 'tools/**'`,
    'test:tools': `${vitest} --dir tools`,
  };
  await using tree = await plantTree({
    'package.json': JSON.stringify({ type: 'module', scripts: { ...quiet, ...scripts } }),
    'node_modules/.cache/checks/lint.json': '{}',
    ...specs,
  });
  await cp(join(repositoryRoot, '.ci'), join(tree.root, '.ci'), { recursive: true });
  await symlink(join(repositoryRoot, 'node_modules/vitest'), join(tree.root, 'node_modules/vitest'));
  await mkdir(join(tree.root, 'tools'), { recursive: true });
  // Only what a shell would have: Vitest passes its own workers' settings down to children.
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  return await new Promise((resolve) => {
    execFile(join(tree.root, '.ci/run'), { env }, (error, stdout) => {
      const code = error === null ? 0 : Number(error.code);
      const lines = stdout.trimEnd().split('\n');
      const named = lines.filter((line) => line.startsWith('FAILED '));
      resolve({ code, lastLine: lines.at(-1) ?? '', named });
    });
  });
}
