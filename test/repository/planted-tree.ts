import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where the repository is checked out. */
export const repositoryRoot = join(import.meta.dirname, '..', '..');

/** A throw-away checkout whose files break the rules on purpose; it is deleted at the end of its `await using` scope. */
export interface PlantedTree extends AsyncDisposable {
  readonly root: string;
}

/** Writes a tree of files (path from the root, to content) and of links (path, to what it leads to from its folder). */
export async function plantTree(
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
): Promise<PlantedTree> {
  const root = await mkdtemp(join(tmpdir(), 'annal-planted-'));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  for (const [path, target] of Object.entries(links)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await symlink(target, join(root, path));
  }
  return { root, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}
