import { describe, expect, it } from 'vitest';
import { failureOf, useLocalAccount } from './local-account.ts';

const account = useLocalAccount();

describe('items', () => {
  it('are read as they were created, with the properties that the store adds', async () => {
    const container = await account.freshContainer();
    const document = { id: 'i', pk: 'p', text: 'ß€😀', nested: { list: [1, null, { deep: true }] } };
    const { resource: created, statusCode, etag } = await container.items.create(document);
    expect(statusCode).toBe(201);
    const { resource: read } = await container.item('i', 'p').read<Record<string, unknown>>();
    expect(read).toEqual(created);
    expect(read).toMatchObject({ ...document, _etag: etag, _attachments: 'attachments/' });
    expect(etag).toMatch(/^".+"$/);
    expect(read?._ts).toBeTypeOf('number');
  });

  it('of one id may exist once in each partition', async () => {
    const container = await account.freshContainer();
    for (const pk of ['a', 'b', 1, '1', true, null]) await container.items.create({ id: 'same', pk });
    await container.items.create({ id: 'same' });
    expect((await container.items.readAll().fetchAll()).resources).toHaveLength(7);
    expect((await container.item('same', 1).read<{ pk: number }>()).resource?.pk).toBe(1);
    expect((await container.item('same', '1').read<{ pk: string }>()).resource?.pk).toBe('1');
  });

  it('created fifty times at once are created once; the others are told 409', async () => {
    const container = await account.freshContainer();
    const creates = Array.from({ length: 50 }, (_, n) => container.items.create({ id: 'one', pk: 'p', n }));
    const outcomes = await Promise.allSettled(creates);
    const codes = outcomes.map((one) => (one.status === 'fulfilled' ? 201 : (one.reason as { code: number }).code));
    expect(codes.filter((code) => code === 201)).toHaveLength(1);
    expect(codes.filter((code) => code === 409)).toHaveLength(49);
  });

  it('are replaced, upserted and deleted, each with its status', async () => {
    const container = await account.freshContainer();
    const item = container.item('i', 'p');
    expect((await container.items.upsert({ id: 'i', pk: 'p', n: 1 })).statusCode).toBe(201);
    expect((await container.items.upsert({ id: 'i', pk: 'p', n: 2 })).statusCode).toBe(200);
    expect((await item.replace({ id: 'i', pk: 'p', n: 3 })).resource).toMatchObject({ n: 3 });
    expect((await item.delete()).statusCode).toBe(204);
    expect((await item.read()).statusCode).toBe(404);
    expect((await failureOf(item.replace({ id: 'i', pk: 'p' }))).code).toBe(404);
    expect((await failureOf(item.delete())).code).toBe(404);
  });

  it('keep their place in the store, but not their etag, when they are replaced', async () => {
    const container = await account.freshContainer();
    const first = await container.items.create({ id: 'i', pk: 'p' });
    const second = await container.item('i', 'p').replace({ id: 'i', pk: 'p' });
    expect(second.resource?._rid).toBe(first.resource?._rid);
    expect(second.etag).not.toBe(first.etag);
  });

  it('may not move to another partition or id', async () => {
    const container = await account.freshContainer();
    await container.items.create({ id: 'i', pk: 'p' });
    const moved = await failureOf(container.item('i', 'p').replace({ id: 'i', pk: 'q' }));
    expect(moved).toMatchObject({ code: 400, substatus: 1001 });
    expect((await failureOf(container.item('i', 'p').replace({ id: 'j', pk: 'p' }))).code).toBe(400);
  });

  it('may have every legal name', async () => {
    const container = await account.freshContainer();
    for (const id of ['q?x=1', 'a b', '100%', 'ä€😀', 'a+b&c=d;e,f', '%2F', "o'neil"]) {
      await container.items.create({ id, pk: 'ü"\\' });
      expect((await container.item(id, 'ü"\\').read<{ id: string }>()).resource?.id).toBe(id);
    }
  });

  it('of more than 2 MB are refused with 413', async () => {
    const container = await account.freshContainer();
    const text = 'x'.repeat(2 * 1024 * 1024);
    const refusal = await failureOf(container.items.create({ id: 'i', pk: 'p', text }));
    expect(refusal).toMatchObject({
      code: 413,
      message: expect.stringContaining('{"Errors":["Request size is too large"]}\r\n'),
    });
    const fits = await container.items.create({ id: 'i', pk: 'p', text: text.slice(100) });
    expect(fits.statusCode).toBe(201);
  });

  it('are paid for by their size and the values that are indexed', async () => {
    const container = await account.freshContainer();
    const { requestCharge } = await container.items.create({ id: 'i', name: 'n' });
    expect(requestCharge).toBe(5.71);
    const sparse = await account.freshContainer({
      indexingPolicy: { includedPaths: [{ path: '/pk/?' }], excludedPaths: [{ path: '/*' }] },
    });
    const wide = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`p${n}`, n]));
    const [all, few] = [
      await container.items.create({ id: 'w', ...wide }),
      await sparse.items.create({ id: 'w', ...wide }),
    ];
    expect(all.requestCharge - few.requestCharge).toBeCloseTo(40 * 0.1905, 1);
    expect((await container.item('i', undefined).read()).requestCharge).toBe(1);
  });

  it('of one partition can be deleted together', async () => {
    const container = await account.freshContainer();
    for (const id of ['a', 'b']) await container.items.create({ id, pk: 'p' });
    await container.items.create({ id: 'a', pk: 'q' });
    await container.deleteAllItemsForPartitionKey('p');
    expect((await container.items.readAll<{ pk: string }>().fetchAll()).resources.map(({ pk }) => pk)).toEqual(['q']);
  });

  it('are found by the first components of a hierarchical key', async () => {
    const partitionKey = { paths: ['/tenant', '/user'], kind: 'MultiHash', version: 2 } as never;
    const container = await account.freshContainer({ partitionKey });
    for (const [tenant, user] of [
      ['A', 'x'],
      ['A', 'y'],
      ['AB', 'x'],
      ['B', 'x'],
    ] as const)
      // prettier-ignore
      await container.items.create({ id: 'i', tenant, user });
    expect((await container.item('i', ['A', 'y']).read<{ user: string }>()).resource?.user).toBe('y');
    const { resources } = await container.items.query('SELECT VALUE c.user FROM c', { partitionKey: ['A'] }).fetchAll();
    expect(resources).toEqual(['x', 'y']);
  });
});
