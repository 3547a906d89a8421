import { readFileSync } from 'node:fs';
import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { check, resolveConfig } from 'prettier';
import { beforeAll, describe, expect, it } from 'vitest';
import { cruise, type Violation } from './cruise.ts';
import { edited, readGuide, without } from './guide.ts';
import { plantTree, repositoryRoot, type PlantedTree } from './planted-tree.ts';
import { lintErrors, specResults, typeErrors, type SpecResult } from './tools.ts';

const { files, edits, omissions } = readGuide('docs/guides/add-an-aggregate.md');
const newFiles = Object.keys(files);
const newSpecs = newFiles.filter((path) => path.endsWith('.spec.ts'));
const completenessSpecs = ['test/functions/registration.spec.ts', 'test/repository/view-containers.spec.ts'];

const production = ['domain', 'application', 'consumers', 'adapters', 'functions'];
const copied = [
  ...production,
  'infra',
  'local',
  'scripts',
  'test',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  'eslint.config.js',
];
const project = 'tsconfig.guide.json';

/** Compiler, linter, cruiser and test runner at once: seconds, but minutes on a machine that does much else. */
const patience = 900_000;

describe('The guide to a new aggregate', () => {
  let types: readonly string[];
  let lint: string;
  let arrows: readonly Violation[];
  let specs: readonly SpecResult[];
  const formatted: Record<string, boolean> = {};

  beforeAll(async () => {
    await using tree = await plantCheckout(files);
    for (const [path, diff] of Object.entries(edits)) {
      const after = edited(await readFile(join(tree.root, path), 'utf8'), diff);
      await writeFile(join(tree.root, path), after);
      formatted[path] = await isFormatted(path, after);
    }
    const changed = [...newFiles, ...Object.keys(edits)].filter((path) => path.endsWith('.ts'));
    [types, lint, arrows, specs] = await Promise.all([
      typeErrors(tree.root, project),
      lintErrors(tree.root, changed),
      brokenArrows(tree.root),
      specResults(tree.root, [...newSpecs, ...completenessSpecs]),
    ]);
  }, patience);

  it('compiles', () => expect(types).toEqual([]));

  it('satisfies the linter', () => expect(lint).toBe(''));

  it('keeps the arrows', () => expect(arrows).toEqual([]));

  it('keeps the layout, in what it adds and what it edits', async () => {
    for (const [path, content] of Object.entries(files)) formatted[path] = await isFormatted(path, content);
    expect(Object.keys(formatted).filter((path) => formatted[path] !== true)).toEqual([]);
  });

  it('passes its own specs, and those that look for what was forgotten', () => {
    expect(specs.filter(({ passed }) => !passed)).toEqual([]);
    expect(specs.length).toBeGreaterThan(newSpecs.length + completenessSpecs.length);
  });

  it('adds only to lists: what it takes away from a line, it puts back', () => {
    for (const diff of Object.values(edits)) {
      const removed = diff.split('\n').filter((line) => line.startsWith('-'));
      for (const line of removed) expect(diff).toContain(`+${line.slice(1).replace(/…$/, '')}`);
    }
  });

  it('is as long as the README says', () => {
    const readme = readFileSync(join(repositoryRoot, 'README.md'), 'utf8');
    const sources = newFiles.length - newSpecs.length;
    expect(readme).toContain(`${sources} new files, and a line in ${Object.keys(edits).length} lists`);
  });
});

describe('Who forgets a part of a new aggregate', () => {
  let types: readonly string[];
  let arrows: readonly Violation[];
  let specs: readonly SpecResult[];

  beforeAll(async () => {
    const forgetful = { ...files };
    for (const { path, leftOut } of omissions) forgetful[path] = without(forgetful[path] ?? '', leftOut);
    await using tree = await plantCheckout(forgetful);
    [types, arrows, specs] = await Promise.all([
      typeErrors(tree.root, project),
      brokenArrows(tree.root),
      specResults(tree.root, completenessSpecs),
    ]);
  }, patience);

  it.each(omissions)('is told by the compiler: $leftOut in $path', ({ path, message }) => {
    expect(types.filter((line) => line.startsWith(path)).join('\n')).toContain(message);
  });

  it('has at least one omission to try', () => expect(omissions).not.toEqual([]));

  it('is told by a spec of the container and of the operators', () => {
    expect(specs.filter(({ passed }) => !passed).map(({ title }) => title)).toEqual(
      expect.arrayContaining([
        'operators can replay to every subscriber of the feed',
        'is declared in infra/cosmos.json, or its projection would retry for ever',
      ]),
    );
  });

  it('is told by an arrow of the contract that nobody publishes', () => {
    expect(arrows.map(({ rule, to }) => `${rule}: ${to}`)).toEqual([
      'everything-is-reached: application/gift-card/contracts.ts',
    ]);
  });
});

/** A copy of this checkout with more files in it. It uses the packages of this one. */
async function plantCheckout(more: Readonly<Record<string, string>>): Promise<PlantedTree> {
  const include = [...production, ...newSpecs, ...completenessSpecs];
  const tree = await plantTree({ ...more, [project]: JSON.stringify({ extends: './tsconfig.json', include }) });
  for (const path of copied) await cp(join(repositoryRoot, path), join(tree.root, path), { recursive: true });
  await symlink(join(repositoryRoot, 'node_modules'), join(tree.root, 'node_modules'));
  return tree;
}

/** The arrows that the guide's files break. The packages lie outside of the copy, where the rules do not know them. */
async function brokenArrows(root: string): Promise<readonly Violation[]> {
  const { violations } = await cruise(root);
  const touched = [...newFiles, ...Object.keys(edits)];
  return violations.filter(
    ({ from, to }) => (touched.includes(from) || touched.includes(to)) && !to.includes('node_modules/'),
  );
}

async function isFormatted(path: string, content: string): Promise<boolean> {
  const filepath = join(repositoryRoot, path);
  return check(content, { ...(await resolveConfig(filepath)), filepath });
}
