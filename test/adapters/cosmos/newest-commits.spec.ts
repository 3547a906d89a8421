import { describe, expect, it } from 'vitest';
import { effectiveKeyOf } from '../../../adapters/cosmos/effective-key.ts';
import { cosmosEventStore, cosmosFeedMarks, cosmosNewestCommits } from '../../../adapters/cosmos/index.ts';
import { answeredRequests } from '../../../bench/measure/answered-requests.ts';
import { useLocalCosmos } from '../../support/local-cosmos.ts';
import { appendAll, newCommit } from '../contracts/new-commit.ts';

const cosmos = useLocalCosmos();

const costOf = async (work: () => Promise<unknown>) => {
  const requests = await answeredRequests(work);
  return { requests: requests.length, charge: requests.reduce((sum, { requestUnits }) => sum + requestUnits, 0) };
};

/** A store whose end and marks can be looked at, and 60 streams in it. */
const filled = async () => {
  const database = await cosmos.freshDatabase();
  const eventStore = cosmosEventStore(database);
  for (let index = 0; index < 60; index += 1)
    await appendAll(eventStore, `order-${index}` as const, [newCommit(`${index}`, 'OrderPlaced')]);
  return { database, newestCommits: cosmosNewestCommits(database) };
};

describe('The end of the feed in Cosmos DB', () => {
  it('has its commits in the ranges in which their keys lie, by the hash that is computed here', async () => {
    const { newestCommits } = await filled();
    const samples = await newestCommits.newest(100);
    expect(samples).toHaveLength(3);
    for (const { range, commits } of samples) {
      expect(commits.length).toBeGreaterThan(0);
      const keys = commits.map(({ streamId }) => effectiveKeyOf(streamId));
      expect(keys.filter((key) => key < range.from || key >= range.to)).toEqual([]);
    }
  });

  it('costs one query of at most 4 RU for each range, its plan, and the list of ranges', async () => {
    const { newestCommits } = await filled();
    await newestCommits.newest(20);
    const { requests, charge } = await costOf(() => newestCommits.newest(20));
    expect(requests).toBeLessThanOrEqual(1 + 2 * 3);
    expect(charge).toBeLessThanOrEqual(1 + 3 * 4);
  });
});

describe('The marks of a subscriber in Cosmos DB', () => {
  const noted = async (everyMs: number) => {
    const { database } = await filled();
    return { feedMarks: cosmosFeedMarks(database, { everyMs, budgetMs: 500 }), database };
  };
  const all = { from: '', to: 'FF' };

  it('are written once in a while, however many batches are taken, and read in one request', async () => {
    const { feedMarks } = await noted(60_000);
    const taking = async () => {
      for (let second = 1; second <= 50; second += 1)
        await feedMarks.note('publishing', { streamId: `order-${second}` as const, writtenAt: second });
    };
    const { requests, charge } = await costOf(taking);
    expect(requests).toBe(1);
    expect(charge).toBeLessThanOrEqual(7);
    expect(await feedMarks.passed('publishing', all)).toBe(1);
    expect((await costOf(() => feedMarks.passed('publishing', all))).charge).toBeLessThanOrEqual(3.5);
    await feedMarks.close();
    expect(await feedMarks.passed('publishing', all)).toBe(50);
  });

  it('are written a while later when nothing more is taken', async () => {
    const { feedMarks } = await noted(50);
    await feedMarks.note('publishing', { streamId: 'order-1', writtenAt: 1 });
    await feedMarks.note('publishing', { streamId: 'order-1', writtenAt: 2 });
    await expect.poll(() => feedMarks.passed('publishing', all)).toBe(2);
  });

  it('of several processes count together, and never go back', async () => {
    const { feedMarks, database } = await noted(0);
    const other = cosmosFeedMarks(database, { everyMs: 0 });
    await feedMarks.note('publishing', { streamId: 'order-1', writtenAt: 9 });
    await feedMarks.note('publishing', { streamId: 'order-1', writtenAt: 4 });
    await other.note('publishing', { streamId: 'order-2', writtenAt: 7 });
    expect(await feedMarks.passed('publishing', all)).toBe(9);
    expect(await other.passed('publishing', all)).toBe(9);
  });

  it('that cannot be stored are stored later, and hold up no batch', async () => {
    const { feedMarks } = await noted(50);
    const refused = ({ path }: { path: string }) => path.includes('/colls/lag/');
    const fault = { when: 'before-commit', answer: 503, probability: 1, match: refused } as const;
    cosmos.server().faults.randomly({ seed: 1, faults: [fault] });
    await feedMarks.note('publishing', { streamId: 'order-1', writtenAt: 1 });
    cosmos.server().faults.clear();
    await expect.poll(() => feedMarks.passed('publishing', all)).toBe(1);
  });
});
