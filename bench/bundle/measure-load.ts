import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import example from '../../local.settings.example.json' with { type: 'json' };

/** One load of an app in a new process. */
export interface Load {
  /** The functions that it registered. */
  readonly names: readonly string[];
  readonly milliseconds: number;
  /** Milliseconds of processor time: says more than the clock on a machine with other work. */
  readonly cpu: number;
}

const run = promisify(execFile);

/** Loads the app of a folder in a new process, with settings that lead nowhere: loading must not need the services. */
export async function measureLoad(folder: string): Promise<Load> {
  const script = join(import.meta.dirname, 'load.ts');
  const { stdout } = await run(process.execPath, [script, folder], { env: { ...process.env, ...example.Values } });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Load;
}
