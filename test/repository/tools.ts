import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryRoot } from './planted-tree.ts';

const run = (root: string, program: string, args: readonly string[]): Promise<string> =>
  runFile(root, join(repositoryRoot, 'node_modules', program), args);

const runFile = (root: string, file: string, args: readonly string[]): Promise<string> => {
  // Only what a shell would have: Vitest passes its own workers' settings down to children.
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [file, ...args],
      { cwd: root, env, maxBuffer: 64 * 1024 * 1024 },
      (_, stdout, stderr) => {
        resolve(stdout + stderr);
      },
    );
  });
};

/** What the compiler says of a checkout: a line for each error, none when there is none. */
export const typeErrors = async (root: string, project: string): Promise<readonly string[]> =>
  (await run(root, 'typescript/bin/tsc', ['--noEmit', '--project', project])).split('\n').filter((line) => line !== '');

/** What the linter says of these files of a checkout; empty when it says nothing. */
export const lintErrors = (root: string, files: readonly string[]): Promise<string> =>
  run(root, 'eslint/bin/eslint.js', [...files]);

/** What a script of a checkout prints, the error included that ends it. */
export const scriptOutput = (root: string, script: string): Promise<string> => runFile(root, join(root, script), []);

/** How one spec ended. */
export interface SpecResult {
  readonly title: string;
  readonly passed: boolean;
  /** Why it failed; empty when it passed. */
  readonly reason: string;
}

interface VitestReport {
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

/**
 * Runs spec files of a checkout, or those of their specs whose titles fit a pattern. A file that cannot be loaded counts as a
 * failed spec, with the reason as its title.
 */
export const specResults = async (
  root: string,
  files: readonly string[],
  titles = '',
): Promise<readonly SpecResult[]> => {
  const report = join(root, 'specs.json');
  await run(root, 'vitest/vitest.mjs', ['run', '--reporter=json', `--outputFile=${report}`, '-t', titles, ...files]);
  const { testResults } = JSON.parse(await readFile(report, 'utf8')) as VitestReport;
  return testResults.flatMap(({ message, assertionResults }) =>
    assertionResults.length === 0
      ? [{ title: message, passed: false, reason: message }]
      : assertionResults
          .filter(({ status }) => status !== 'skipped')
          .map(({ title, status, failureMessages }) => ({
            title,
            passed: status === 'passed',
            reason: failureMessages.join('\n'),
          })),
  );
};
