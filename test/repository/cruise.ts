import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from './planted-tree.ts';

/** One broken arrow: the rule, the module that breaks it, and what it reached for. */
export interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

/** What the cruiser looked at, what it found there, and the rules that it knows. */
export interface Cruise {
  readonly modules: readonly string[];
  readonly violations: readonly Violation[];
  readonly rules: readonly string[];
}

interface CruiserReport {
  readonly modules: readonly { readonly source: string }[];
  readonly summary: {
    readonly ruleSetUsed: { readonly forbidden: readonly { readonly name: string }[] };
    readonly violations: readonly {
      readonly rule: { readonly name: string };
      readonly from: string;
      readonly to: string;
    }[];
  };
}

/** Runs dependency-cruiser over a checkout as `npm run arrows` does: same program, same rules, same arguments. */
export async function cruise(root: string): Promise<Cruise> {
  const report = JSON.parse(await runCruiser(root)) as CruiserReport;
  return {
    modules: report.modules.map(({ source }) => source),
    violations: report.summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to })),
    rules: report.summary.ruleSetUsed.forbidden.map(({ name }) => name),
  };
}

function runCruiser(root: string): Promise<string> {
  const program = join(repositoryRoot, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const config = join(repositoryRoot, '.dependency-cruiser.mjs');
  const args = [program, '--config', config, '--output-type', 'json', '.'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) => {
      // Found violations make the exit code non-zero too: only a run without a report is a failure of the cruiser itself.
      if (stdout === '') reject(error ?? new Error(stderr));
      else resolve(stdout);
    });
  });
}
