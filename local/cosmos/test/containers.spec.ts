import { describe, expect, it } from 'vitest';
import { failureOf, useLocalAccount } from './local-account.ts';

const account = useLocalAccount();

describe('databases', () => {
  it('are created once, listed, asked for and deleted', async () => {
    const { databases } = account.client();
    await databases.create({ id: 'one' });
    expect((await failureOf(databases.create({ id: 'one' }))).code).toBe(409);
    expect((await databases.createIfNotExists({ id: 'one' })).statusCode).toBe(200);
    expect((await databases.readAll().fetchAll()).resources.map(({ id }) => id)).toContain('one');
    const query = { query: 'SELECT * FROM d WHERE d.id = @id', parameters: [{ name: '@id', value: 'one' }] };
    expect((await databases.query(query).fetchAll()).resources).toHaveLength(1);
    await account.client().database('one').delete();
    expect((await failureOf(account.client().database('one').read())).code).toBe(404);
  });
});

describe('containers', () => {
  it('are created once, listed and asked for', async () => {
    const container = await account.freshContainer();
    const { containers } = account.client().database('specs');
    const again = containers.create({ id: container.id, partitionKey: '/pk' });
    expect((await failureOf(again)).code).toBe(409);
    expect((await containers.readAll().fetchAll()).resources.map(({ id }) => id)).toContain(container.id);
    expect((await failureOf(containers.create({ id: 'a/b', partitionKey: '/pk' }))).message).toMatch(
      /illegal|characters/i,
    );
  });

  it('keep their items, but not their etag, when their definition is replaced', async () => {
    const container = await account.freshContainer();
    await container.items.create({ id: 'i', pk: 'p' });
    const { resource } = await container.read();
    const replaced = await container.replace({ ...resource, id: container.id, defaultTtl: 100 });
    expect(replaced.resource?.defaultTtl).toBe(100);
    expect(replaced.etag).not.toBe(resource?._etag);
    expect((await container.item('i', 'p').read()).statusCode).toBe(200);
  });

  it('may not change their partition key', async () => {
    const container = await account.freshContainer();
    const change = container.replace({ id: container.id, partitionKey: { paths: ['/other'] } });
    expect((await failureOf(change)).code).toBe(400);
  });

  it.each([0, -2, 1.5, null, 2 ** 31])('refuse %s as their time to live', async (defaultTtl) => {
    expect((await failureOf(account.freshContainer({ defaultTtl: defaultTtl ?? Number.NaN }))).code).toBe(400);
  });

  it('that come again under an old name are others', async () => {
    const container = await account.freshContainer();
    const { resource: old } = await container.read();
    await container.items.create({ id: 'i', pk: 'p' });
    await container.delete();
    expect((await failureOf(container.items.create({ id: 'i', pk: 'p' }))).code).toBe(404);
    await account.freshContainer({ id: container.id });
    expect((await container.read()).resource?._rid).not.toBe(old?._rid);
    expect((await container.items.readAll().fetchAll()).resources).toEqual([]);
  });

  it('have an offer that can be read and replaced', async () => {
    const container = await account.freshContainer({ throughput: 12_000 });
    const { resource, offer } = await container.readOffer();
    expect(resource).toMatchObject({ content: { offerThroughput: 12_000 } });
    await offer.replace({ ...resource, content: { offerThroughput: 700 } } as never);
    expect((await container.readOffer()).resource).toMatchObject({ content: { offerThroughput: 700 } });
  });
});

describe('the path of a partition key', () => {
  it.each([
    ['/id ds', 3],
    ['/a-b', 2],
    ['/a.b', 2],
    ['/\u00e4', 1],
    ['/a/', 3],
    ['/a/*', 3],
    ['pk', 0],
  ])('is refused when it is %s, from the position %i on', async (path, position) => {
    const { code, message } = await failureOf(account.freshContainer({ partitionKey: { paths: [path] } }));
    expect(code).toBe(400);
    expect(message).toContain(
      `The partition key component definition path '${path}' could not be accepted, failed near position '${position}'. Partition key paths must contain only valid characters`,
    );
  });

  it('is also checked within a hierarchy', async () => {
    const partitionKey = { paths: ['/tenant', '/user-id'], kind: 'MultiHash', version: 2 } as never;
    expect(await failureOf(account.freshContainer({ partitionKey }))).toMatchObject({ code: 400 });
  });

  it.each([
    ['/tenant_1', { tenant_1: 'a' }],
    ['/customer/Id2', { customer: { Id2: 'a' } }],
    ['/"tenant-1"', { 'tenant-1': 'a' }],
  ])('may be %s', async (path, document) => {
    const container = await account.freshContainer({ partitionKey: { paths: [path] } });
    await container.items.create({ id: 'i', ...document });
    expect((await container.item('i', 'a').read()).statusCode).toBe(200);
  });
});

describe('the name of a database or a container', () => {
  it.each([
    ['is longer than 255 characters', 'n'.repeat(256)],
    ['is empty', ''],
  ])('is refused when it %s', async (_, id) => {
    expect((await failureOf(account.client().databases.create({ id }))).code).toBe(400);
    expect((await failureOf(account.freshContainer({ id }))).code).toBe(400);
  });

  it('may have every other character, also where a path or a header must hold it', async () => {
    for (const id of [`n${'n'.repeat(254)}`, 'sample \u4e2d\u6587 name', "a+b & c=d,e;f:g@h$i'j(k)*l%20m"]) {
      const { database } = await account.client().databases.create({ id });
      const { container } = await database.containers.create({ id, partitionKey: '/pk' });
      await container.items.create({ id, pk: id });
      expect((await container.item(id, id).read<{ pk: string }>()).resource?.pk).toBe(id);
      expect((await container.items.query(`SELECT * FROM c`).fetchAll()).resources).toHaveLength(1);
    }
  });
});

describe('the version of a container', () => {
  it('is asked for by who replaces or deletes it, if they say so', async () => {
    const container = await account.freshContainer();
    const { resource, etag } = await container.read();
    const definition = { ...resource, id: container.id, defaultTtl: 7 };
    const only = (condition: string) => ({ accessCondition: { type: 'IfMatch', condition } });
    expect((await failureOf(container.replace(definition, only('"other"')))).code).toBe(412);
    await container.replace(definition, only(etag));
    expect((await failureOf(container.delete(only(etag)))).code).toBe(412);
    await container.delete();
  });
});
