import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readBuildId } from '../../functions/build-id.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'annal-build-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('the build is what the deployed package.json says', async () => {
  await writeFile(join(folder, 'package.json'), JSON.stringify({ build: 'abc123' }));
  expect(readBuildId(folder)).toBe('abc123');
});

it('the sources are no build', () => {
  expect(readBuildId()).toBeUndefined();
});
