import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readText } from './bicep-files.ts';

const folder = 'infra/environments';

/** The sets of variables that come with the repository, by name. */
export const environments: readonly string[] = globSync('*.env', { cwd: join(import.meta.dirname, '../..', folder) })
  .map((file) => basename(file, '.env'))
  .sort();

/** What one of them sets. */
export function environmentVariables(name: string): ReadonlyMap<string, string> {
  const lines = readText(`${folder}/${name}.env`).split('\n');
  return new Map(
    lines
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}
