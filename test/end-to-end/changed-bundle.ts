import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from '../../scripts/build.ts';

/** Makes other text of files of this repository, by their paths: another release of the app. */
export type Changes = Readonly<Record<string, (text: string) => string>>;

const root = resolve(import.meta.dirname, '../..');
const sources = ['adapters', 'application', 'consumers', 'domain', 'functions', 'infra', 'host.json', 'package.json'];

/** Builds what is deployed of these sources with some changes, in a folder of its own; gives the folder. */
export const changedBundle = async (changes: Changes, folder: string): Promise<string> => {
  const copy = join(folder, 'sources');
  for (const path of sources) await cp(join(root, path), join(copy, path), { recursive: true });
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const [path, changed] of Object.entries(changes)) {
    const before = await readFile(join(copy, path), 'utf8');
    const after = changed(before);
    if (after === before) throw new Error(`Nothing of ${path} has changed.`);
    await writeFile(join(copy, path), after);
  }
  return (await build(copy, join(folder, 'app'))).folder;
};
