import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './planted-tree.ts';

const notOurs = new Set(['node_modules', '.git', 'dist', 'coverage', '.annal']);

/**
 * Every file of the repository as it lies on disk, as a path from its root with `/`; without what is installed or built.
 * It asks the file system and not git, so that a file counts before it is committed.
 */
export function repositoryFiles(folder = ''): readonly string[] {
  return readdirSync(join(repositoryRoot, folder), { withFileTypes: true })
    .filter((entry) => !notOurs.has(entry.name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? repositoryFiles(path) : [path];
    });
}
