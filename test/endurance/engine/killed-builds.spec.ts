import { expect, it } from 'vitest';
import { killAndBuild, repetitionsIn } from '../../adapters/builds/kill-and-build.ts';

const kills = 3;

it('A build whose process is killed three times ends with what the events say, and repeats a page of each part at most each time', async () => {
  const extent = { sheets: 700, between: 100 };
  const built = await killAndBuild(extent, { kills, pagesBetween: 20, pageSize: 40 });
  expect(built).toMatchObject({ commits: 3_500, wrong: [] });
  expect(built.mostRepeatedAfterKill).toBeLessThanOrEqual(1);
  expect(built.mostRepeatedWithin).toBeLessThan(20);
  expect(built.pages).toBeGreaterThan(80);
});

it('Pages that one process repeats are not taken for those that a kill has cost', () => {
  const page = (first: string, process: number) => ({ part: 'a', first, process });
  const failedTwice = [page('1', 0), page('1', 0), page('1', 0), page('2', 0)];
  expect(repetitionsIn(failedTwice)).toMatchObject({ mostRepeatedAfterKill: 0, mostRepeatedWithin: 2 });
  const killedTwice = [page('1', 0), page('1', 1), page('2', 1), page('2', 2)];
  expect(repetitionsIn(killedTwice)).toMatchObject({ mostRepeatedAfterKill: 1, mostRepeatedWithin: 0 });
  const twoPagesLost = [page('1', 0), page('2', 0), page('1', 1), page('2', 1)];
  expect(repetitionsIn(twoPagesLost)).toMatchObject({ mostRepeatedAfterKill: 2 });
});
