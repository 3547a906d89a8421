import { beforeAll, describe, expect, it } from 'vitest';
import { cruise, type Cruise } from './cruise.ts';
import { consumerLeaks } from './planted-consumer-leaks.ts';
import { leaks as otherLeaks, linked, permitted } from './planted-leaks.ts';
import { processLeaks } from './planted-process-leaks.ts';
import { viewLeaks } from './planted-view-leaks.ts';
import { plantTree, repositoryRoot } from './planted-tree.ts';
import { repositoryFiles } from './repository-files.ts';

const leaks = [...otherLeaks, ...viewLeaks, ...consumerLeaks, ...processLeaks];

const isModule = (path: string): boolean => /\.(c|m)?(j|t)sx?$/.test(path);

describe('The arrows of this repository', () => {
  let real: Cruise;
  beforeAll(async () => {
    real = await cruise(repositoryRoot);
  });

  it('are kept by every import', () => {
    expect(real.violations).toEqual([]);
  });

  it('are checked in every module on disk, so that "no violations" never means "did not look"', () => {
    const onDisk = repositoryFiles().filter(isModule);
    const looked = real.modules.filter(
      (path) => isModule(path) && !path.includes('node_modules/') && onDisk.includes(path),
    );
    expect(looked.toSorted()).toEqual(onDisk.toSorted());
    expect(onDisk.length).toBeGreaterThan(10);
  });
});

describe('A planted leak', () => {
  let found: readonly string[];
  let rules: readonly string[];
  beforeAll(async () => {
    await using tree = await plantTree(
      leaks.reduce((planted, { files }) => ({ ...planted, ...files }), permitted),
      linked,
    );
    const { violations, ...leaky } = await cruise(tree.root);
    found = violations.map(({ rule, from, to }) => `${rule}: ${from} -> ${to}`);
    rules = leaky.rules;
  });

  it.each(leaks.flatMap(({ breaks }) => breaks))('is found: %s', (line) => {
    expect(found).toContain(line);
  });

  it('breaks that rule and no other', () => {
    expect(found.toSorted()).toEqual(leaks.flatMap(({ breaks }) => breaks).toSorted());
  });

  it('is all that is found: what the architecture permits breaks nothing', async () => {
    await using tree = await plantTree(permitted, linked);
    expect((await cruise(tree.root)).violations).toEqual([]);
  });

  it('exists for every rule', () => {
    const proven = new Set(leaks.flatMap(({ breaks }) => breaks).map((line) => line.slice(0, line.indexOf(':'))));
    expect([...proven].toSorted()).toEqual(rules.toSorted());
  });
});
