import { expect, it } from 'vitest';
import { killAndBuild } from '../../adapters/builds/kill-and-build.ts';

const kills = 3;

it('A build whose process is killed three times ends with what the events say, and repeats a page of each part at most each time', async () => {
  const extent = { sheets: 700, between: 100 };
  const built = await killAndBuild(extent, { kills, pagesBetween: 20, pageSize: 40 });
  expect(built).toMatchObject({ commits: 3_500, wrong: [] });
  expect(built.mostRepeated).toBeLessThanOrEqual(kills);
  expect(built.pages).toBeGreaterThan(80);
});
