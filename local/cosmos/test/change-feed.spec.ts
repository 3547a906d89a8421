import type { ChangeFeedIteratorOptions, Container } from '@azure/cosmos';
import { describe, expect, it } from 'vitest';
import { startFrom, useLocalAccount } from './local-account.ts';

const clock = { now: Date.parse('2026-01-01T00:00:00Z') };
const account = useLocalAccount(clock);

interface Change {
  readonly id: string;
  readonly pk: string;
  readonly n: number;
  readonly _lsn: number;
}

/** Reads until there is nothing new, and gives the pages and the position reached. */
async function drain(
  container: Container,
  options: ChangeFeedIteratorOptions,
): Promise<{ pages: Change[][]; position: string }> {
  const iterator = container.items.getChangeFeedIterator<Change>(options);
  const pages: Change[][] = [];
  for (;;) {
    const { result, statusCode, continuationToken } = await iterator.readNext();
    if (statusCode === 304) return { pages, position: continuationToken };
    pages.push([...result]);
  }
}
const beginning = { changeFeedStartFrom: startFrom.beginning() };
const from = (position: string): ChangeFeedIteratorOptions => ({
  changeFeedStartFrom: startFrom.continuation(position),
});
const ids = ({ pages }: { pages: Change[][] }): string[] => pages.flat().map(({ id }) => id);

describe('the change feed', () => {
  it('of all ranges gives every item once, and then what is new', async () => {
    const container = await account.freshContainer();
    for (let n = 0; n < 30; n += 1) await container.items.create({ id: `i${n}`, pk: `p${n}`, n });
    const first = await drain(container, { ...beginning, maxItemCount: 4 });
    expect(ids(first).toSorted()).toEqual(Array.from({ length: 30 }, (_, n) => `i${n}`).toSorted());
    expect(ids(await drain(container, from(first.position)))).toEqual([]);
    await container.items.create({ id: 'late', pk: 'p', n: 0 });
    expect(ids(await drain(container, from(first.position)))).toEqual(['late']);
  });

  it('of each range alone gives the whole, nothing twice', async () => {
    const container = await account.freshContainer();
    for (let n = 0; n < 30; n += 1) await container.items.create({ id: `i${n}`, pk: `p${n}`, n });
    const ranges = await container.getFeedRanges();
    expect(ranges).toHaveLength(3);
    const read = await Promise.all(
      ranges.map((range) => drain(container, { changeFeedStartFrom: startFrom.beginning(range) })),
    );
    expect(read.every(({ pages }) => pages.flat().length > 0)).toBe(true);
    expect(read.flatMap(ids)).toHaveLength(30);
    expect(new Set(read.flatMap(ids)).size).toBe(30);
  });

  it('gives the newest version only, at its newest place, and no deletions', async () => {
    const container = await account.freshContainer();
    for (const id of ['a', 'b', 'c']) await container.items.create({ id, pk: 'p', n: 1 });
    await container.item('a', 'p').replace({ id: 'a', pk: 'p', n: 2 });
    await container.item('b', 'p').delete();
    const { pages } = await drain(container, beginning);
    expect(pages.flat().map(({ id, n }) => [id, n])).toEqual([['c', 1], ['a', 2]]); // prettier-ignore
  });

  it('never cuts a transaction, however small the page', async () => {
    const container = await account.freshContainer();
    const create = (id: string) => ({ operationType: 'Create' as const, resourceBody: { id, pk: 'p' } });
    await container.items.create({ id: 'first', pk: 'p' });
    await container.items.batch(['x', 'y', 'z'].map(create), 'p');
    await container.items.create({ id: 'last', pk: 'p' });
    const { pages } = await drain(container, { ...beginning, maxItemCount: 2 });
    expect(pages.map((page) => page.map(({ id }) => id))).toEqual([['first', 'x', 'y', 'z'], ['last']]);
  });

  it('of one key gives that key only', async () => {
    const container = await account.freshContainer();
    for (let n = 0; n < 12; n += 1) await container.items.create({ id: `i${n}`, pk: `p${n % 3}`, n });
    const read = await drain(container, { changeFeedStartFrom: startFrom.beginning('p1') });
    expect(ids(read)).toEqual(['i1', 'i4', 'i7', 'i10']);
    await container.items.create({ id: 'more', pk: 'p1' });
    expect(ids(await drain(container, from(read.position)))).toEqual(['more']);
  });

  it('from now on leaves out the past', async () => {
    const container = await account.freshContainer();
    await container.items.create({ id: 'old', pk: 'p' });
    const { pages, position } = await drain(container, { changeFeedStartFrom: startFrom.now() });
    expect(pages).toEqual([]);
    await container.items.create({ id: 'new', pk: 'p' });
    expect(ids(await drain(container, from(position)))).toEqual(['new']);
  });

  it('from a time on leaves out what was written before', async () => {
    const container = await account.freshContainer();
    await container.items.create({ id: 'before', pk: 'p' });
    clock.now += 60_000;
    const start = new Date(clock.now);
    await container.items.create({ id: 'after', pk: 'p' });
    await container.items.create({ id: 'later', pk: 'p' });
    const read = await drain(container, { changeFeedStartFrom: startFrom.time(start), maxItemCount: 1 });
    expect(ids(read)).toEqual(['after', 'later']);
  });

  it('loses and repeats nothing while writers run, and keeps the order of each key', async () => {
    const container = await account.freshContainer();
    const total = 600;
    const progress = { isOver: false };
    const writers = ['a', 'b', 'c', 'd'].map(async (pk) => {
      for (let n = 0; n < total / 4; n += 1) await container.items.create({ id: `${pk}${n}`, pk, n });
    });
    const finished = Promise.all(writers).then(() => {
      progress.isOver = true;
    });
    const seen: Change[] = [];
    const iterator = container.items.getChangeFeedIterator<Change>({ ...beginning, maxItemCount: 7 });
    for (;;) {
      const { isOver } = progress;
      const page = await iterator.readNext();
      if (page.statusCode !== 304) seen.push(...page.result);
      else if (isOver) break;
    }
    await finished;
    expect(seen).toHaveLength(total);
    for (const pk of ['a', 'b', 'c', 'd'])
      expect(seen.filter((change) => change.pk === pk).map(({ n }) => n)).toEqual(
        Array.from({ length: total / 4 }, (_, n) => n),
      );
  });

  it('costs a request unit when there is nothing', async () => {
    const container = await account.freshContainer({}, { offerThroughput: 400 });
    const { requestCharge } = await container.items.getChangeFeedIterator(beginning).readNext();
    expect(requestCharge).toBe(1);
  });
});
