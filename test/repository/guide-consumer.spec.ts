import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { brokenArrows, guideProject, plantGuide } from './guide-checkout.ts';
import { readGuide } from './guide.ts';
import { isFormatted } from './is-formatted.ts';
import { lintErrors, scriptOutput, specResults, typeErrors, type SpecResult } from './tools.ts';

const guide = readGuide('docs/guides/add-a-consumer.md');
const touched = [...Object.keys(guide.files), ...Object.keys(guide.edits)];
const subscribed = z.object({
  topics: z.array(z.object({ subscriptions: z.array(z.object({ name: z.string() })) })),
});

/** Compiler, linter, cruiser and test runner: seconds, but minutes on a machine that does much else. */
const patience = 900_000;

describe('The guide to a consumer', () => {
  let types: readonly string[];
  let lint: string;
  let arrows: readonly string[];
  let results: readonly SpecResult[];
  let subscriptions: readonly string[];
  const formatted: Record<string, boolean> = {};

  beforeAll(async () => {
    await using tree = await plantGuide(guide);
    const { root } = tree;
    const read = (file: string) => readFile(join(root, file), 'utf8');
    for (const file of touched) formatted[file] = await isFormatted(file, await read(file));
    types = await typeErrors(root, guideProject);
    lint = await lintErrors(root, touched);
    arrows = await brokenArrows(root, touched);
    results = await specResults(
      root,
      touched.filter((file) => file.endsWith('.spec.ts')),
    );
    await scriptOutput(root, 'scripts/derive.ts');
    const { topics } = subscribed.parse(JSON.parse(await read('infra/service-bus.json')));
    subscriptions = topics.flatMap((topic) => topic.subscriptions.map(({ name }) => name));
  }, patience);

  it('compiles', () => expect(types).toEqual([]));

  it('satisfies the linter', () => expect(lint).toBe(''));

  it('keeps the arrows', () => expect(arrows).toEqual([]));

  it('keeps the layout', () => {
    expect(Object.keys(formatted).filter((file) => formatted[file] !== true)).toEqual([]);
  });

  it('passes its specs', () => {
    expect(results.length).toBeGreaterThan(0);
    expect(results.filter(({ passed }) => !passed)).toEqual([]);
  });

  it('gets a subscription from its declaration', () => expect(subscriptions).toContain('parcels'));
});
