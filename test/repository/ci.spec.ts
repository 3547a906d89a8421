import { execFile } from 'node:child_process';
import { cp, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plantTree, repositoryRoot } from './planted-tree.ts';

const passing = "import { it } from 'vitest';\nit('a', () => {});\nit('b', () => {});\n";
const failing = "import { it } from 'vitest';\nit('c', () => { throw new Error('red'); });\n";
const unloadable = "throw new Error('cannot be loaded');\n";
const leaking = "import { it } from 'vitest';\nit('d', () => { void Promise.reject(new Error('lost')); });\n";

describe('.ci/run ends with what happened', () => {
  it('when every test passes', async () => {
    expect(await runCi({ 'a.spec.ts': passing })).toEqual({ code: 0, lastLine: '2 passed, 0 failed' });
  });

  it('when a test fails', async () => {
    const run = await runCi({ 'a.spec.ts': passing, 'c.spec.ts': failing });
    expect(run).toEqual({ code: 1, lastLine: '2 passed, 1 failed' });
  });

  it('when a spec file cannot be loaded, which fails none of its tests', async () => {
    const run = await runCi({ 'a.spec.ts': passing, 'u.spec.ts': unloadable, 'v.spec.ts': unloadable });
    expect(run).toEqual({ code: 1, lastLine: '2 passed, 2 failed' });
  });

  it('when every test passes and the run does not', async () => {
    const run = await runCi({ 'd.spec.ts': leaking });
    expect(run).toEqual({ code: 1, lastLine: '1 passed, 1 failed' });
  });

  it('when a check fails before the tests', async () => {
    const run = await runCi({ 'a.spec.ts': passing }, 'exit 3 && ');
    expect(run).toEqual({ code: 3, lastLine: 'The tests did not run: a check before them failed (see above).' });
  });
});

interface CiRun {
  readonly code: number;
  readonly lastLine: string;
}

/** Runs the real .ci/run in a checkout of its own, whose `check` is only the test run (after `before`). */
async function runCi(specs: Readonly<Record<string, string>>, before = ''): Promise<CiRun> {
  const check = `${before}node node_modules/vitest/vitest.mjs run`;
  await using tree = await plantTree({
    'package.json': JSON.stringify({ type: 'module', scripts: { check } }),
    ...specs,
  });
  await cp(join(repositoryRoot, '.ci'), join(tree.root, '.ci'), { recursive: true });
  await symlink(join(repositoryRoot, 'node_modules'), join(tree.root, 'node_modules'));
  // Only what a shell would have: Vitest passes its own workers' settings down to children.
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  return await new Promise((resolve) => {
    execFile(join(tree.root, '.ci/run'), { env }, (error, stdout) => {
      const code = error === null ? 0 : Number(error.code);
      resolve({ code, lastLine: stdout.trimEnd().split('\n').at(-1) ?? '' });
    });
  });
}
