import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The files and folders at and below a path that others than their owner may read, write or open. */
export const looseEntries = (path: string): readonly string[] =>
  ['.', ...readdirSync(path, { recursive: true, encoding: 'utf8' })].filter(
    (name) => (lstatSync(join(path, name)).mode & 0o077) !== 0,
  );
