import type { ChangeFeedIteratorOptions, Container } from '@azure/cosmos';
import { describe, expect, it } from 'vitest';
import { failureOf, startFrom, useLocalAccount } from './local-account.ts';

const account = useLocalAccount();

const rangesOf = async (container: Container) => (await container.readPartitionKeyRanges().fetchAll()).resources;
const split = (container: Container, range?: string) => account.server().split('specs', container.id, range);
const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

async function fill(container: Container, from: number, count: number): Promise<void> {
  for (const n of numbers(count).map((one) => one + from))
    await container.items.create({ id: `i${n}`, pk: `p${n}`, n });
}

interface Change {
  readonly id: string;
  readonly _lsn: number;
}

async function drain(container: Container, options: ChangeFeedIteratorOptions) {
  const iterator = container.items.getChangeFeedIterator<Change>(options);
  const ids: string[] = [];
  for (;;) {
    const { result, statusCode, continuationToken } = await iterator.readNext();
    if (statusCode === 304) return { ids, position: continuationToken };
    ids.push(...result.map(({ id }) => id));
  }
}

describe.each([
  ['V1', { paths: ['/pk'] }],
  ['V2', { paths: ['/pk'], version: 2 }],
  ['hierarchical', { paths: ['/pk', '/n'], version: 2, kind: 'MultiHash' }],
] as const)('a split of a %s container', (_, partitionKey) => {
  it('puts two ranges in the place of one, that name their parents and share its items', async () => {
    const container = await account.freshContainer({ partitionKey: partitionKey as never });
    await fill(container, 0, 40);
    expect(await split(container, '1')).toEqual(['3', '4']);
    expect(await split(container, '4')).toEqual(['5', '6']);
    const ranges = await rangesOf(container);
    expect(ranges.map(({ id, parents }) => [id, parents])).toEqual([
      ['0', []], ['3', ['1']], ['5', ['1', '4']], ['6', ['1', '4']], ['2', []],
    ]); // prettier-ignore
    ranges.slice(1).forEach((range, index) => expect(range.minInclusive).toBe(ranges[index]?.maxExclusive));
    expect((await container.items.readAll().fetchAll()).resources).toHaveLength(40);
    for (const range of await container.getFeedRanges())
      expect((await drain(container, { changeFeedStartFrom: startFrom.beginning(range) })).ids).not.toEqual([]);
    await fill(container, 40, 10);
    expect((await drain(container, { changeFeedStartFrom: startFrom.beginning() })).ids).toHaveLength(50);
  });
});

describe('a split', () => {
  it('loses and repeats nothing for a reader of the feed, whose position goes on in both halves', async () => {
    const container = await account.freshContainer();
    await fill(container, 0, 30);
    const iterator = container.items.getChangeFeedIterator<Change>({
      changeFeedStartFrom: startFrom.beginning(),
      maxItemCount: 3,
    });
    const seen: string[] = [];
    while (seen.length < 12) seen.push(...(await iterator.readNext()).result.map(({ id }) => id));
    for (const range of ['0', '1', '2', '3']) await split(container, range);
    await fill(container, 30, 30);
    for (;;) {
      const { result, statusCode } = await iterator.readNext();
      if (statusCode === 304) break;
      seen.push(...result.map(({ id }) => id));
    }
    expect(seen.toSorted()).toEqual(
      numbers(60)
        .map((n) => `i${n}`)
        .toSorted(),
    );
  });

  it('is survived by readers of a feed range that was cut, and by their tokens', async () => {
    const container = await account.freshContainer({}, { offerThroughput: 400 });
    await fill(container, 0, 20);
    const [whole] = await container.getFeedRanges();
    const first = await drain(container, { changeFeedStartFrom: startFrom.beginning(whole) });
    await split(container);
    await fill(container, 20, 20);
    const next = await drain(container, { changeFeedStartFrom: startFrom.continuation(first.position) });
    expect([...first.ids, ...next.ids].toSorted()).toEqual(
      numbers(40)
        .map((n) => `i${n}`)
        .toSorted(),
    );
  });

  it('does not stop a query between two of its pages, nor bulk requests of a client that knows the old ranges', async () => {
    const container = await account.freshContainer();
    await fill(container, 0, 30);
    const query = container.items.query<number>('SELECT VALUE c.n FROM c ORDER BY c.n', {
      maxItemCount: 10,
      forceQueryPlan: true,
    });
    const seen = [...(await query.fetchNext()).resources];
    await split(container, '0');
    while (query.hasMoreResults()) seen.push(...(await query.fetchNext()).resources);
    expect(seen).toEqual(numbers(30));
    const creates = numbers(30).map(
      (n) => ({ operationType: 'Create', resourceBody: { id: `b${n}`, pk: `p${n}` } }) as const,
    );
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the newer call takes at least a second
    const entries = await container.items.bulk(creates);
    expect(entries.map(({ statusCode }) => statusCode)).toEqual(numbers(30).map(() => 201));
  });

  it('follows from more throughput than the ranges can carry', async () => {
    const container = await account.freshContainer({}, { offerThroughput: 400 });
    await fill(container, 0, 10);
    const { resource, offer } = await container.readOffer();
    await offer.replace({ ...resource, content: { offerThroughput: 25_000 } } as never);
    expect(await rangesOf(container)).toHaveLength(3);
    expect((await container.items.readAll().fetchAll()).resources).toHaveLength(10);
    await offer.replace({ ...resource, content: { offerThroughput: 400 } } as never);
    expect(await rangesOf(container)).toHaveLength(3);
  });

  it('leaves etags and the etag of the container alone', async () => {
    const container = await account.freshContainer();
    const { resource } = await container.items.create({ id: 'i', pk: 'p' });
    const { etag } = await container.read();
    await split(container);
    expect((await container.item('i', 'p').read()).etag).toBe(resource?._etag);
    expect((await container.read()).etag).toBe(etag);
  });

  it('of what is not there is refused', async () => {
    const container = await account.freshContainer();
    await expect(split(container, '9')).rejects.toMatchObject({ status: 410 });
    await expect(account.server().split('specs', 'none')).rejects.toMatchObject({ status: 404 });
    expect((await failureOf(container.items.readAll({ partitionKey: [1, 2] as never }).fetchAll())).code).toBe(400);
  });
});
