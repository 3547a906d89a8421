import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { measureLoad } from '../../bench/bundle/measure-load.ts';
import background from '../../infra/functions.json' with { type: 'json' };
import { build } from '../../scripts/build.ts';
import { packFolder } from '../../scripts/package.ts';

const project = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'annal-package-'));
const dist = join(folder, 'dist');

beforeAll(async () => {
  mkdirSync(dist);
  writeFileSync(join(dist, 'local.settings.json'), '{"Values":{"COSMOS":"a secret"}}');
  await build(project, dist);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('The package', () => {
  it('holds every file of the build, and nothing else', async () => {
    const files = unzipSync(await packFolder(dist));
    expect(Object.keys(files).sort()).toEqual(readdirSync(dist).sort());
    expect(files).not.toHaveProperty(['local.settings.json']);
    for (const [name, bytes] of Object.entries(files))
      expect(Buffer.from(bytes).equals(readFileSync(join(dist, name)))).toBe(true);
  });

  it('is the same to the byte for the same sources, whenever it is built', async () => {
    const first = await packFolder(dist);
    await build(project, dist);
    for (const name of readdirSync(dist)) utimesSync(join(dist, name), 1, 2);
    expect(Buffer.from(await packFolder(dist)).equals(first)).toBe(true);
  });
});

describe('The bundle in plain Node', () => {
  it('registers every function that can be kept warm, and all that the sources register', async () => {
    const { names } = await measureLoad(dist);
    expect(names).toEqual(
      expect.arrayContaining([...background.followers, ...background.consumers, ...background.timers]),
    );
    expect(names.toSorted()).toEqual([...(await measureLoad(project)).names].sort());
  });
});
