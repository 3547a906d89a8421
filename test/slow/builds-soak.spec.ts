import { expect, it } from 'vitest';
import { killAndBuild } from '../adapters/builds/kill-and-build.ts';

const kills = 3;

it('400,000 commits are built although the process is killed three times, and at most a page of each part is repeated each time', async () => {
  const extent = { sheets: 80_000, between: 2_000 };
  const built = await killAndBuild(extent, { kills, pagesBetween: 100, pageSize: 1_000 });
  console.log(built);
  expect(built).toMatchObject({ commits: 400_000, wrong: [] });
  expect(built.mostRepeatedAfterKill).toBeLessThanOrEqual(1);
  // A page that failed is begun again, after a pause: a part is given up after twenty failures in a row.
  expect(built.mostRepeatedWithin).toBeLessThan(20);
}, 3_600_000);
