import { describe, expect, it } from 'vitest';
import { failureOf, useLocalAccount } from './local-account.ts';

const account = useLocalAccount();
const ifMatch = (condition: string) => ({ accessCondition: { type: 'IfMatch', condition } });
const ifNoneMatch = (condition: string) => ({ accessCondition: { type: 'IfNoneMatch', condition } });

describe('a condition on the etag', () => {
  it.each(['replace', 'delete', 'patch', 'upsert'] as const)(
    'lets a %s pass on the current version only',
    async (kind) => {
      const container = await account.freshContainer();
      const item = container.item('i', 'p');
      const old = (await container.items.create({ id: 'i', pk: 'p', n: 1 })).etag;
      const current = (await item.replace({ id: 'i', pk: 'p', n: 2 })).etag;
      const attempt = (etag: string): Promise<unknown> => {
        if (kind === 'replace') return item.replace({ id: 'i', pk: 'p', n: 3 }, ifMatch(etag));
        if (kind === 'delete') return item.delete(ifMatch(etag));
        if (kind === 'patch') return item.patch([{ op: 'set', path: '/n', value: 3 }], ifMatch(etag));
        return container.items.upsert({ id: 'i', pk: 'p', n: 3 }, ifMatch(etag));
      };
      expect((await failureOf(attempt(old))).code).toBe(412);
      expect((await item.read<{ n: number }>()).resource?.n).toBe(2);
      await attempt(current);
    },
  );

  it('lets one of two racing writers win', async () => {
    const container = await account.freshContainer();
    const { etag } = await container.items.create({ id: 'i', pk: 'p', n: 0 });
    const race = await Promise.allSettled(
      [1, 2, 3, 4].map((n) => container.item('i', 'p').replace({ id: 'i', pk: 'p', n }, ifMatch(etag))),
    );
    expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('creates by an upsert when there is nothing to match', async () => {
    const container = await account.freshContainer();
    expect((await container.items.upsert({ id: 'i', pk: 'p' }, ifMatch('"other"'))).statusCode).toBe(201);
  });

  it('answers a read of the known version with 304', async () => {
    const container = await account.freshContainer();
    const { etag } = await container.items.create({ id: 'i', pk: 'p' });
    expect((await container.item('i', 'p').read(ifNoneMatch(etag))).statusCode).toBe(304);
    expect((await container.item('i', 'p').read(ifNoneMatch('"other"'))).statusCode).toBe(200);
  });
});

describe('a patch', () => {
  it('adds, sets, replaces, removes, increments and moves', async () => {
    const container = await account.freshContainer();
    await container.items.create({ id: 'i', pk: 'p', n: 1, list: ['a', 'c'], old: 'x', gone: true });
    const { resource } = await container.item('i', 'p').patch([
      { op: 'add', path: '/list/1', value: 'b' },
      { op: 'add', path: '/list/-', value: 'd' },
      { op: 'set', path: '/made', value: { deep: 1 } },
      { op: 'incr', path: '/n', value: 4 },
      { op: 'remove', path: '/gone' },
      { op: 'move', from: '/old', path: '/new' } as never, // the service knows it, the SDK's types do not
      { op: 'replace', path: '/made/deep', value: 2 },
    ]);
    expect(resource).toMatchObject({ n: 5, list: ['a', 'b', 'c', 'd'], made: { deep: 2 }, new: 'x' });
    expect(resource).not.toHaveProperty('gone');
    expect(resource).not.toHaveProperty('old');
  });

  it('is applied only where its condition holds', async () => {
    const container = await account.freshContainer();
    await container.items.create({ id: 'i', pk: 'p', n: 1 });
    const patch = (condition: string) =>
      container.item('i', 'p').patch({ condition, operations: [{ op: 'incr', path: '/n', value: 1 }] });
    expect((await failureOf(patch('from c where c.n > 1'))).code).toBe(412);
    expect((await patch('from c where c.n = 1')).resource).toMatchObject({ n: 2 });
  });

  it.each([
    ['a property that is not there', { op: 'replace', path: '/none', value: 1 }],
    ['the id', { op: 'set', path: '/id', value: 'j' }],
    ['the partition key', { op: 'set', path: '/pk', value: 'q' }],
    ['an index beyond the end', { op: 'add', path: '/list/7', value: 1 }],
  ] as const)('of %s is refused and changes nothing', async (_, operation) => {
    const container = await account.freshContainer();
    const { etag } = await container.items.create({ id: 'i', pk: 'p', list: [] });
    const refused = await failureOf(container.item('i', 'p').patch([{ op: 'add', path: '/n', value: 1 }, operation]));
    expect(refused.code).toBe(400);
    expect((await container.item('i', 'p').read()).etag).toBe(etag);
  });
});
