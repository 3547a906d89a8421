import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cruise } from './cruise.ts';
import { edited, type Guide } from './guide.ts';
import { plantTree, repositoryRoot, type PlantedTree } from './planted-tree.ts';

const copied = [
  'domain',
  'application',
  'consumers',
  'adapters',
  'functions',
  'docs',
  'infra',
  'local',
  'scripts',
  'test',
  'host.json',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  'eslint.config.js',
];

/** The compiler's project of such a checkout: production, and what the guide adds. */
export const guideProject = 'tsconfig.guide.json';

/** A copy of this checkout, with the folders `more`, in which a guide was followed, except for its commands. It uses the packages of this one. */
export async function plantGuide(
  { files, edits, recorded }: Omit<Guide, 'omissions'>,
  more: readonly string[] = [],
): Promise<PlantedTree> {
  const include = ['domain', 'application', 'consumers', 'adapters', 'functions', ...Object.keys(files)];
  const tree = await plantTree({ [guideProject]: JSON.stringify({ extends: './tsconfig.json', include }) });
  for (const path of [...copied, ...more])
    await cp(join(repositoryRoot, path), join(tree.root, path), { recursive: true });
  await symlink(join(repositoryRoot, 'node_modules'), join(tree.root, 'node_modules'));
  for (const [path, content] of Object.entries({ ...files, ...recorded }).filter(([path]) => path !== '')) {
    await mkdir(dirname(join(tree.root, path)), { recursive: true });
    await writeFile(join(tree.root, path), content);
  }
  for (const [path, diff] of Object.entries(edits)) {
    const file = join(tree.root, path);
    await writeFile(file, edited(await readFile(file, 'utf8'), diff));
  }
  return tree;
}

/** The arrows that these files break, as `rule: file`. The packages lie outside of the copy, where the rules do not know them. */
export async function brokenArrows(root: string, files: readonly string[]): Promise<readonly string[]> {
  const { violations } = await cruise(root);
  return violations
    .filter(({ from, to }) => (files.includes(from) || files.includes(to)) && !to.includes('node_modules/'))
    .map(({ rule, to }) => `${rule}: ${to}`);
}
