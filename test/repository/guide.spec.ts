import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { brokenArrows, guideProject, plantGuide } from './guide-checkout.ts';
import { isFormatted } from './is-formatted.ts';
import { readGuide, without, type Omission } from './guide.ts';
import { repositoryRoot } from './planted-tree.ts';
import { lintErrors, scriptOutput, specResults, typeErrors, type SpecResult } from './tools.ts';

const guide = readGuide('docs/guides/add-an-aggregate.md');
const { files, edits, omissions } = guide;
const touched = [...Object.keys(files), ...Object.keys(edits)];
const newSpecs = Object.keys(files).filter((path) => path.endsWith('.spec.ts'));

/** The specs that go over all that is declared or registered, whatever it is. */
const specsOfEverything = [
  'test/domain/golden.spec.ts',
  'test/domain/golden-views.spec.ts',
  'test/end-to-end/described-operations.spec.ts',
  'test/functions/openapi.spec.ts',
  'test/functions/registration.spec.ts',
  'test/infra/declared-containers.spec.ts',
  'test/scripts/catalogue/derived-files.spec.ts',
];
const operatorSpecs = 'sees what was parked|is told which subscribers';
const specsOfForgottenCommands = ['test/domain/golden.spec.ts', 'test/scripts/catalogue/derived-files.spec.ts'];

/** Compiler, linter, cruiser and test runner: seconds, but minutes on a machine that does much else. */
const patience = 900_000;

const failed = (specs: readonly SpecResult[]) => specs.filter(({ passed }) => !passed);

describe('The guide to a new aggregate', () => {
  let types: readonly string[];
  let lint: string;
  let arrows: readonly string[];
  let before: readonly SpecResult[];
  let specs: readonly SpecResult[];
  const formatted: Record<string, boolean> = {};

  beforeAll(async () => {
    await using tree = await plantGuide(guide);
    const { root } = tree;
    for (const path of touched) formatted[path] = await isFormatted(path, await readFile(join(root, path), 'utf8'));
    before = await specResults(root, specsOfForgottenCommands);
    expect(await scriptOutput(root, 'scripts/golden.ts')).toBe('');
    expect(await scriptOutput(root, 'scripts/derive.ts')).toBe('');
    types = await typeErrors(root, guideProject);
    lint = await lintErrors(root, touched);
    arrows = await brokenArrows(root, touched);
    const followed = await specResults(root, ['test/end-to-end/order-lives.spec.ts'], operatorSpecs);
    specs = [...followed, ...(await specResults(root, [...newSpecs, ...specsOfEverything]))];
  }, patience);

  it('compiles', () => expect(types).toEqual([]));

  it('satisfies the linter', () => expect(lint).toBe(''));

  it('keeps the arrows', () => expect(arrows).toEqual([]));

  it('keeps the layout, in what it adds and what it edits', () => {
    expect(Object.keys(formatted).filter((path) => formatted[path] !== true)).toEqual([]);
  });

  it('passes its own specs, and all that go over everything declared, with nothing more to do', () => {
    expect(failed(specs)).toEqual([]);
    expect(specs.length).toBeGreaterThan(newSpecs.length + specsOfEverything.length);
  });

  it.each(omissions.filter(({ toldBy }) => toldBy === 'npm test'))('tells who forgot $leftOut', ({ message }) => {
    expect(failed(before).map(({ reason }) => reason)).toContainEqual(expect.stringContaining(message));
  });

  it('adds to one list, and what it takes away from a line, it puts back', () => {
    expect(Object.keys(edits)).toEqual(['domain/shop.ts']);
    for (const diff of Object.values(edits)) {
      const removed = diff.split('\n').filter((line) => line.startsWith('-'));
      for (const line of removed) expect(diff).toContain(`+${line.slice(1).replace(/…$/, '')}`);
    }
  });

  it('is as long as it says itself, and as the README says', () => {
    const size = `${touched.length - newSpecs.length - Object.keys(edits).length} new files`;
    expect(readFileSync(join(repositoryRoot, 'README.md'), 'utf8')).toContain(`${size}, and a line in one list`);
    expect(readFileSync(join(repositoryRoot, 'docs/guides/add-an-aggregate.md'), 'utf8')).toContain(size);
  });
});

describe('Who forgets a part of a new aggregate is told by', () => {
  const told = (by: string) => omissions.filter(({ toldBy }) => toldBy === by);

  describe('npm run types', () => {
    let types: readonly string[];

    beforeAll(async () => {
      await using tree = await plantGuide(forgetting(...told('npm run types')));
      types = await typeErrors(tree.root, guideProject);
    }, patience);

    it.each(told('npm run types'))('of $leftOut in $path', ({ path, message }) => {
      expect(types.filter((line) => line.startsWith(path)).join('\n')).toContain(message);
    });
  });

  it.each(told('npm run derive'))(
    'npm run derive of $leftOut in $path',
    async (omission) => {
      await using tree = await plantGuide(forgetting(omission));
      expect(await scriptOutput(tree.root, 'scripts/derive.ts')).toContain(omission.message);
    },
    patience,
  );

  it('each of the tools that the guide names', () => {
    const tools = ['npm run types', 'npm run derive', 'npm test'];
    expect([...new Set(omissions.map(({ toldBy }) => toldBy))].toSorted()).toEqual(tools.toSorted());
  });
});

/** The guide without these parts, as if a reader had skipped them. */
function forgetting(...forgotten: readonly Omission[]): typeof guide {
  return forgotten.reduce((left, { path, leftOut }) => {
    if (path in left.edits) return { ...left, edits: {} };
    return { ...left, files: { ...left.files, [path]: without(left.files[path] ?? '', leftOut) } };
  }, guide);
}
