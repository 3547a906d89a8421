import { globSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { plantGuide } from './guide-checkout.ts';
import { readGuide } from './guide.ts';
import { repositoryRoot } from './planted-tree.ts';
import { typeErrors } from './tools.ts';

const page = 'docs/guides/start-your-own.md';

/** The compiler takes seconds, but minutes on a machine that does much else. */
const patience = 900_000;

/** What the page deletes, as the shell would find it. Throws for what is not there. */
const deletions = async (root: string): Promise<readonly string[]> => {
  const text = await readFile(join(repositoryRoot, page), 'utf8');
  const patterns = [...text.matchAll(/^git rm (?:-r )?(.+)$/gm)].flatMap(([, paths = '']) => paths.split(' '));
  return patterns.flatMap((pattern) => {
    const found = globSync(pattern, { cwd: root });
    if (found.length === 0) throw new Error(`${page} deletes ${pattern}, which is not there.`);
    return found;
  });
};

it(
  'compiles without the shop, specs of the engine included, as the guide to a system of your own says',
  async () => {
    await using tree = await plantGuide(readGuide(page), [
      'bench',
      'tools',
      'local.settings.example.json',
      'vitest.emulators.config.ts',
    ]);
    const deleted = await deletions(tree.root);
    for (const path of deleted) await rm(join(tree.root, path), { recursive: true, force: true });
    expect(deleted.length).toBeGreaterThan(20);
    expect(await typeErrors(tree.root, 'tsconfig.json')).toEqual([]);
  },
  patience,
);
