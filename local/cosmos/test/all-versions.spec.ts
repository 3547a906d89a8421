import { ChangeFeedMode, ChangeFeedPolicy, ChangeFeedRetentionTimeSpan, type Container } from '@azure/cosmos';
import { describe, expect, it } from 'vitest';
import { failureOf, startFrom, useLocalAccount } from './local-account.ts';

const clock = { now: Date.parse('2026-01-01T00:00:00Z') };
const account = useLocalAccount(clock);

const mode = { changeFeedMode: ChangeFeedMode.AllVersionsAndDeletes };
const forever = new ChangeFeedPolicy(ChangeFeedRetentionTimeSpan.fromMinutes(1));
forever.retentionDuration = -1;
const fiveMinutes = { changeFeedPolicy: new ChangeFeedPolicy(ChangeFeedRetentionTimeSpan.fromMinutes(5)) };

interface Image {
  readonly id: string;
  readonly n: number;
}
interface Change {
  readonly current?: Image;
  readonly previous?: Image;
  readonly metadata: {
    operationType: string;
    lsn: number;
    crts: number;
    previousImageLSN?: number;
    timeToLiveExpired?: boolean;
  };
}

/** Reads what is new since a position, and gives the pages and the position reached. */
async function drain(container: Container, start: ReturnType<typeof startFrom.now>, maxItemCount = 100) {
  const iterator = container.items.getChangeFeedIterator<Change>({ ...mode, changeFeedStartFrom: start, maxItemCount });
  const pages: Change[][] = [];
  for (;;) {
    const { result, statusCode, continuationToken } = await iterator.readNext();
    if (statusCode === 304) return { pages, changes: pages.flat(), position: continuationToken };
    pages.push([...result]);
  }
}
const after = (position: string) => startFrom.continuation(position);
const story = ({ changes }: { changes: Change[] }) =>
  changes.map(({ metadata, current, previous }) => [metadata.operationType, previous?.n, current?.n]);

describe('all versions and deletes', () => {
  it('tell every version with the one before it, and every end', async () => {
    const container = await account.freshContainer(fiveMinutes);
    const { position } = await drain(container, startFrom.now());
    await container.items.create({ id: 'i', pk: 'p', n: 1 });
    await container.items.upsert({ id: 'i', pk: 'p', n: 2 });
    await container.item('i', 'p').patch([{ op: 'incr', path: '/n', value: 1 }]);
    await container.item('i', 'p').delete();
    const read = await drain(container, after(position));
    expect(story(read)).toEqual([
      ['create', undefined, 1], ['replace', 1, 2], ['replace', 2, 3], ['delete', 3, undefined],
    ]); // prettier-ignore
    const [first, second] = read.changes;
    expect(second?.metadata).toEqual({
      operationType: 'replace',
      lsn: expect.any(Number),
      crts: clock.now / 1000,
      previousImageLSN: first?.metadata.lsn,
    });
    expect((await drain(container, after(read.position))).changes).toEqual([]);
  });

  it('say of an item that its time ended it, whoever notices first', async () => {
    const container = await account.freshContainer({ ...fiveMinutes, defaultTtl: 10 });
    const { position } = await drain(container, startFrom.now());
    await container.items.create({ id: 'i', pk: 'p', n: 1 });
    clock.now += 10_000;
    await container.items.create({ id: 'i', pk: 'p', n: 2 });
    const { changes } = await drain(container, after(position));
    expect(changes.map(({ metadata }) => [metadata.operationType, metadata.timeToLiveExpired])).toEqual([
      ['create', undefined], ['delete', true], ['create', undefined],
    ]); // prettier-ignore
  });

  it('include a deletion of a whole key, as one transaction that no page cuts', async () => {
    const container = await account.freshContainer(fiveMinutes);
    for (const n of [1, 2, 3]) await container.items.create({ id: `i${n}`, pk: 'p', n });
    const { position } = await drain(container, startFrom.now('p'));
    await container.deleteAllItemsForPartitionKey('p');
    await container.items.create({ id: 'other', pk: 'q', n: 9 });
    const { pages } = await drain(container, after(position), 1);
    expect(pages.map((page) => page.length)).toEqual([3]);
  });

  it('go on across a split', async () => {
    const container = await account.freshContainer(fiveMinutes);
    const { position } = await drain(container, startFrom.now());
    for (let n = 0; n < 10; n += 1) await container.items.create({ id: 'i', pk: `p${n}`, n });
    for (const range of ['0', '1', '2']) await account.server().split('specs', container.id, range);
    for (let n = 0; n < 10; n += 1) await container.item('i', `p${n}`).delete();
    expect((await drain(container, after(position))).changes).toHaveLength(20);
  });

  it('lose and repeat nothing while writers run and ranges are split', async () => {
    const container = await account.freshContainer(fiveMinutes);
    const iterator = container.items.getChangeFeedIterator<Change & { current: { pk: string } }>({
      ...mode,
      changeFeedStartFrom: startFrom.now(),
      maxItemCount: 7,
    });
    await iterator.readNext();
    const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
    const versions = Array.from({ length: 40 }, (_, n) => n);
    const progress = { isOver: false };
    const writers = keys.map(async (pk) => {
      for (const n of versions) {
        await container.items.upsert({ id: 'i', pk, n });
        if (pk === 'a' && n % 8 === 7) await account.server().split('specs', container.id, String(Math.floor(n / 8)));
      }
    });
    const finished = Promise.all(writers).then(() => {
      progress.isOver = true;
    });
    const seen: (readonly [string, number])[] = [];
    for (;;) {
      const { isOver } = progress;
      const { result, statusCode } = await iterator.readNext();
      if (statusCode !== 304) seen.push(...result.map(({ current }) => [current.pk, current.n] as const));
      else if (isOver) break;
    }
    await finished;
    for (const key of keys) expect(seen.filter(([pk]) => pk === key).map(([, n]) => n)).toEqual(versions);
  });

  it('cannot be read from the beginning, from a time, or from where they are forgotten', async () => {
    const container = await account.freshContainer({ ...fiveMinutes }, { offerThroughput: 400 });
    const { position } = await drain(container, startFrom.now());
    await container.items.create({ id: 'i', pk: 'p', n: 1 });
    const message = /within the retention period/;
    for (const start of [startFrom.beginning(), startFrom.time(new Date(clock.now))])
      expect(await failureOf(drain(container, start))).toMatchObject({
        code: 400,
        message: expect.stringMatching(message),
      });
    expect((await drain(container, after(position))).changes).toHaveLength(1);
    clock.now += 301_000;
    await expect.poll(() => failureOf(drain(container, after(position)))).toMatchObject({ code: 400 });
    expect((await drain(container, startFrom.now())).changes).toEqual([]);
  });

  it('are refused by a container that does not keep them', async () => {
    const container = await account.freshContainer();
    const failure = await failureOf(drain(container, startFrom.now()));
    expect(failure).toMatchObject({ code: 400, message: expect.stringMatching(/changeFeedPolicy/) });
    expect((await failureOf(account.freshContainer({ changeFeedPolicy: forever }))).code).toBe(400);
  });
});
