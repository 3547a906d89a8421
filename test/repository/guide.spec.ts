import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { brokenArrows, guideProject, plantGuide } from './guide-checkout.ts';
import { isFormatted } from './is-formatted.ts';
import { readGuide, together, without, type Guide, type Omission } from './guide.ts';
import { repositoryRoot } from './planted-tree.ts';
import { lintErrors, scriptOutput, specResults, typeErrors, type SpecResult } from './tools.ts';

const pages = ['docs/guides/add-an-aggregate.md', 'docs/guides/add-a-process.md'];
const guides = pages.map((path) => ({ path, ...readGuide(path) }));
/** Whoever follows both, in one checkout. */
const both = together(...guides);
const { files, edits, omissions } = both;
const touched = [...Object.keys(files), ...Object.keys(edits)];
const newSpecs = Object.keys(files).filter((path) => path.endsWith('.spec.ts'));

/** The specs that go over all that is declared or registered, whatever it is. */
const specsOfEverything = [
  'test/domain/golden.spec.ts',
  'test/domain/golden-contracts.spec.ts',
  'test/domain/golden-views.spec.ts',
  'test/domain/half-way.spec.ts',
  'test/end-to-end/described-operations.spec.ts',
  'test/functions/openapi.spec.ts',
  'test/functions/registration.spec.ts',
  'test/infra/declared-containers.spec.ts',
  'test/scripts/catalogue/derived-files.spec.ts',
];
const operatorSpecs = 'sees what was parked|is told which subscribers';
const specsOfForgottenCommands = [
  'test/domain/golden.spec.ts',
  'test/domain/half-way.spec.ts',
  'test/scripts/catalogue/derived-files.spec.ts',
];

/** Compiler, linter, cruiser and test runner: seconds, but minutes on a machine that does much else. */
const patience = 900_000;

const failed = (specs: readonly SpecResult[]) => specs.filter(({ passed }) => !passed);

describe('The guides to a new aggregate and to a new process', () => {
  let types: readonly string[];
  let lint: string;
  let arrows: readonly string[];
  let before: readonly SpecResult[];
  let specs: readonly SpecResult[];
  const formatted: Record<string, boolean> = {};

  beforeAll(async () => {
    await using tree = await plantGuide(both);
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

  it('compile', () => expect(types).toEqual([]));

  it('satisfy the linter', () => expect(lint).toBe(''));

  it('keep the arrows', () => expect(arrows).toEqual([]));

  it('keep the layout, in what they add and what they edit', () => {
    expect(Object.keys(formatted).filter((path) => formatted[path] !== true)).toEqual([]);
  });

  it('pass their own specs, and all that go over everything declared, with nothing more to do', () => {
    expect(failed(specs)).toEqual([]);
    expect(specs.length).toBeGreaterThan(newSpecs.length + specsOfEverything.length);
  });

  it.each(omissions.filter(({ toldBy }) => toldBy === 'npm test'))('tell who forgot $leftOut', ({ message }) => {
    expect(failed(before).map(({ reason }) => reason)).toContainEqual(expect.stringContaining(message));
  });

  it('add to one list, and what they take away from a line, they put back', () => {
    expect(Object.keys(edits)).toEqual(['domain/shop.ts']);
    for (const diff of Object.values(edits)) {
      const removed = diff.split('\n').filter((line) => line.startsWith('-'));
      for (const line of removed) expect(diff).toContain(`+${line.slice(1).replace(/…$/, '')}`);
    }
  });

  it.each(guides)('are as long as they say themselves, and as the README says: $path', ({ path, ...guide }) => {
    const added = Object.keys(guide.files).filter((file) => !newSpecs.includes(file));
    const size = `${added.length} new files`;
    const readme = readFileSync(join(repositoryRoot, 'README.md'), 'utf8');
    expect(readme).toContain(`(${path}) (${size}, and a line in one list)`);
    expect(readFileSync(join(repositoryRoot, path), 'utf8')).toContain(size);
  });
});

describe('Who forgets a part of them is told by', () => {
  const told = (by: string) =>
    guides.flatMap((guide) =>
      guide.omissions.filter(({ toldBy }) => toldBy === by).map((omission) => ({ guide, ...omission })),
    );

  describe('the compiler and the cruiser:', () => {
    let types: readonly string[];
    let arrows: readonly string[];

    beforeAll(async () => {
      const toldHere = ['npm run types', 'npm run arrows'];
      const left = guides.map((guide) =>
        forgetting(
          guide,
          guide.omissions.filter(({ toldBy }) => toldHere.includes(toldBy)),
        ),
      );
      await using tree = await plantGuide(together(...left));
      types = await typeErrors(tree.root, guideProject);
      arrows = await brokenArrows(tree.root, touched);
    }, patience);

    it.each(told('npm run types'))('npm run types, of $leftOut in $path', ({ path, message }) => {
      expect(types.filter((line) => line.startsWith(path)).join('\n')).toContain(message);
    });

    it.each(told('npm run arrows'))('npm run arrows, of $leftOut in $path', ({ message }) => {
      expect(arrows).toContain(message);
    });
  });

  it.each(told('npm run derive'))(
    'npm run derive of $leftOut in $path',
    async ({ guide, ...omission }) => {
      await using tree = await plantGuide(forgetting(guide, [omission]));
      expect(await scriptOutput(tree.root, 'scripts/derive.ts')).toContain(omission.message);
    },
    patience,
  );

  it('each of the tools that the guides name', () => {
    const tools = ['npm run types', 'npm run arrows', 'npm run derive', 'npm test'];
    expect([...new Set(omissions.map(({ toldBy }) => toldBy))].toSorted()).toEqual(tools.toSorted());
  });
});

/** A guide without these parts, as if a reader had skipped them. */
function forgetting(guide: Guide, forgotten: readonly Omission[]): Guide {
  return forgotten.reduce((left, { path, leftOut }) => {
    if (path in left.edits) return { ...left, edits: {} };
    return { ...left, files: { ...left.files, [path]: without(left.files[path] ?? '', leftOut) } };
  }, guide);
}
