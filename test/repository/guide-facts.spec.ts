import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { brokenArrows, guideProject, plantGuide } from './guide-checkout.ts';
import { isFormatted } from './is-formatted.ts';
import { readGuide, type Guide } from './guide.ts';
import { repositoryRoot } from './planted-tree.ts';
import { lintErrors, scriptOutput, specResults, typeErrors, type SpecResult } from './tools.ts';

const path = 'docs/guides/look-up-facts.md';
const before = readGuide('docs/guides/add-an-aggregate.md');
const guide = readGuide(path);
const touched = [...Object.keys(guide.files), ...Object.keys(guide.edits)];
const specs = touched.filter((file) => file.endsWith('.spec.ts'));

/** A checkout in which the guide to an aggregate was followed, and then these edits of this one. */
const plant = (edits: Guide['edits'] = guide.edits) =>
  plantGuide({ ...before, files: { ...before.files, ...guide.files }, edits: { ...before.edits, ...edits } });

/** Compiler, linter, cruiser and test runner: seconds, but minutes on a machine that does much else. */
const patience = 900_000;

const reasons = (results: readonly SpecResult[]) => results.filter(({ passed }) => !passed).map(({ reason }) => reason);

describe('The guide to facts of others', () => {
  let types: readonly string[];
  let lint: string;
  let arrows: readonly string[];
  let derived: string;
  let results: readonly SpecResult[];
  const formatted: Record<string, boolean> = {};

  beforeAll(async () => {
    await using tree = await plant();
    const { root } = tree;
    for (const file of touched) formatted[file] = await isFormatted(file, await readFile(join(root, file), 'utf8'));
    derived = await scriptOutput(root, 'scripts/derive.ts');
    types = await typeErrors(root, guideProject);
    lint = await lintErrors(root, touched);
    arrows = await brokenArrows(root, touched);
    results = await specResults(root, specs);
  }, patience);

  it('compiles', () => expect(types).toEqual([]));

  it('satisfies the linter', () => expect(lint).toBe(''));

  it('keeps the arrows', () => expect(arrows).toEqual([]));

  it('keeps the layout, in what it adds and what it edits', () => {
    expect(Object.keys(formatted).filter((file) => formatted[file] !== true)).toEqual([]);
  });

  it('passes its specs, and derives what follows', () => {
    expect(reasons(results)).toEqual([]);
    expect(results.length).toBeGreaterThan(8);
    expect(derived).toBe('');
  });

  it('is as long as it says', async () => {
    const listed = Object.keys(guide.edits).filter((file) => file.startsWith('domain/') && !file.includes('gift-card'));
    expect(listed).toEqual(['domain/known-facts.ts']);
    const size = `${Object.keys(guide.files).length} new file, and a line in one list`;
    expect(await readFile(join(repositoryRoot, path), 'utf8')).toContain(size);
  });
});

describe('Who forgets a part of it', () => {
  it.each(guide.omissions)(
    'is told by $toldBy of $leftOut of $path',
    async (omission) => {
      const edits = Object.fromEntries(Object.entries(guide.edits).filter(([file]) => file !== omission.path));
      await using tree = await plant(edits);
      const told =
        omission.toldBy === 'npm test'
          ? reasons(await specResults(tree.root, specs)).join('\n')
          : await scriptOutput(tree.root, 'scripts/derive.ts');
      expect(told).toContain(omission.message);
    },
    patience,
  );

  it('is told of two parts', () => expect(guide.omissions).toHaveLength(2));
});
