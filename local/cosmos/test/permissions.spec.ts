import {
  CosmosClient,
  PermissionMode,
  PluginOn,
  type Container,
  type PermissionDefinition,
  type Plugin,
  type User,
} from '@azure/cosmos';
import { beforeEach, describe, expect, it } from 'vitest';
import { failureOf, useLocalAccount, type Clock } from './local-account.ts';

const clock: Clock = { now: Date.now() };
const account = useLocalAccount(clock);
let users = 0;
let user: User;
let container: Container;

beforeEach(async () => {
  users += 1;
  ({ user } = await account
    .client()
    .database('specs')
    .users.create({ id: `user ${users}` }));
  container = await account.freshContainer();
  await container.items.create({ id: 'a', pk: 'p' });
  await container.items.create({ id: 'b', pk: 'q' });
});

/** The token of a permission on the container, unless the definition names something else. */
async function tokenOf(definition: Partial<PermissionDefinition>): Promise<string | undefined> {
  const permission = { id: 'permission', permissionMode: PermissionMode.All, resource: container.url, ...definition };
  return (await user.permissions.create(permission)).resource?._token;
}

/** The container, as somebody sees it who has just this permission. */
async function given(definition: Partial<PermissionDefinition>): Promise<Container> {
  return withToken(await tokenOf(definition));
}

/** Marks every request as what it is not. */
const marking =
  (header: string): Plugin<unknown> =>
  (context, _node, next) => {
    if (context.headers !== undefined) context.headers[header] = 'true';
    return next(context);
  };

function withToken(token = '', plugin?: Plugin<unknown>): Container {
  const { endpoint } = account.server();
  const link = `dbs/specs/colls/${container.id}`;
  const connectionPolicy = { enableBackgroundEndpointRefreshing: false };
  // The SDK takes plugins, but its types do not name them.
  const plugins = plugin === undefined ? {} : { plugins: [{ on: PluginOn.request, plugin }] };
  const resourceTokens = { [container.id]: token, [link]: token };
  const client = new CosmosClient({ endpoint, connectionPolicy, resourceTokens, ...plugins });
  return client.database('specs').container(container.id);
}

const codes = async (...calls: readonly Promise<unknown>[]): Promise<readonly number[]> =>
  Promise.all(calls.map(async (call) => (await failureOf(call)).code));

describe('a user', () => {
  it('is created, found, renamed, written over and deleted', async () => {
    const { users: list } = account.client().database('specs');
    expect(
      (await list.query({ query: `SELECT * FROM u WHERE u.id = '${user.id}'` }).fetchAll()).resources,
    ).toHaveLength(1);
    const { resource } = await user.replace({ id: `${user.id} renamed` });
    expect(resource).toMatchObject({ id: `${user.id} renamed`, _permissions: 'permissions/' });
    expect((await failureOf(user.read())).code).toBe(404);
    expect((await list.upsert({ id: `${user.id} renamed` })).statusCode).toBe(200);
    expect((await list.upsert({ id: user.id })).statusCode).toBe(201);
    expect((await failureOf(list.create({ id: user.id }))).code).toBe(409);
    await user.delete();
    expect((await failureOf(user.read())).code).toBe(404);
  });

  it('takes its permissions along when it is deleted', async () => {
    const seen = await given({ permissionMode: PermissionMode.Read });
    await user.delete();
    expect(await codes(seen.read(), user.permission('permission').read())).toEqual([403, 404]);
  });
});

describe('a permission', () => {
  it('is created, found, replaced and deleted', async () => {
    const definition = {
      ...{ id: 'one', permissionMode: PermissionMode.Read },
      ...{ resource: container.url, resourcePartitionKey: ['p'] },
    };
    const { resource } = await user.permissions.create(definition);
    expect(resource).toMatchObject({ ...definition, _token: expect.stringMatching(/^type=resource&ver=1.0&sig=.+;$/) });
    expect((await user.permissions.readAll().fetchAll()).resources).toMatchObject([definition]);
    await user.permission('one').replace({ ...definition, id: 'two', permissionMode: PermissionMode.All });
    expect((await user.permission('two').read()).resource).toMatchObject({ permissionMode: 'all' });
    await user.permission('two').delete();
    expect((await failureOf(user.permission('two').read())).code).toBe(404);
  });

  it.each([
    ['of an unknown mode', { permissionMode: 'Write' }],
    ['on a database', { resource: 'dbs/specs' }],
    ['on nothing', { resource: undefined }],
    ['with a key that is none', { resourcePartitionKey: 'p' }],
  ])('%s is refused', async (_, wrong) => {
    const definition = { id: 'p', permissionMode: 'Read', resource: container.url, ...wrong };
    expect((await failureOf(user.permissions.create(definition as never))).code).toBe(400);
  });
});

describe('a token for reading', () => {
  it.each([
    ['names', () => container.url],
    ['_rids', async () => (await container.read()).resource?._self ?? ''],
  ])('a container, which is linked by its %s, reads what is in it and writes nothing', async (_, link) => {
    const seen = await given({ permissionMode: PermissionMode.Read, resource: await link() });
    expect((await seen.read()).resource?.id).toBe(container.id);
    expect((await seen.item('a', 'p').read()).resource).toMatchObject({ id: 'a' });
    expect((await seen.items.readAll().fetchAll()).resources).toHaveLength(2);
    const writes = codes(
      seen.items.create({ id: 'c', pk: 'p' }),
      seen.items.upsert({ id: 'a', pk: 'p' }),
      seen.item('a', 'p').delete(),
      seen.delete(),
    );
    expect(await writes).toEqual([403, 403, 403, 403]);
    await expect(seen.items.batch([{ operationType: 'Delete', id: 'a' }], 'p')).rejects.toThrow(/does not cover/);
  });

  it.each([
    ['a query', 'x-ms-documentdb-isquery'],
    ['the plan of one', 'x-ms-cosmos-is-query-plan-request'],
  ])('a container writes nothing by calling it %s', async (_, header) => {
    const seen = withToken(await tokenOf({ permissionMode: PermissionMode.Read }), marking(header));
    expect(await codes(seen.deleteAllItemsForPartitionKey('p'), seen.item('a', 'p').delete())).toEqual([403, 403]);
    await seen.scripts.storedProcedures.create({ id: 's', body: 'function () {}' }).catch(() => undefined);
    expect((await container.item('a', 'p').read()).statusCode).toBe(200);
    expect((await container.scripts.storedProcedures.readAll().fetchAll()).resources).toEqual([]);
  });

  it('a container opens no other one, and not the database', async () => {
    const token = await tokenOf({ permissionMode: PermissionMode.All });
    container = await account.freshContainer();
    const other = withToken(token);
    expect(await codes(other.read(), other.items.create({ id: 'c', pk: 'p' }))).toEqual([403, 403]);
  });

  it('one item reads just that, whose link is made of _rids', async () => {
    const { resource } = await container.item('a', 'p').read<{ _self: string }>();
    await container.items.create({ id: 'a', pk: 'q' });
    const seen = await given({ permissionMode: PermissionMode.Read, resource: resource?._self ?? '' });
    expect((await seen.item('a', 'p').read()).resource).toMatchObject({ id: 'a' });
    expect(await codes(seen.item('a', 'q').read(), seen.item('b', 'q').read(), seen.read())).toEqual([403, 403, 403]);
  });
});

describe('a token for everything', () => {
  it('writes, and with a key only there', async () => {
    const seen = await given({ permissionMode: PermissionMode.All, resourcePartitionKey: ['p'] as never });
    expect((await seen.items.create({ id: 'c', pk: 'p' })).statusCode).toBe(201);
    const query = (partitionKey?: string) =>
      seen.items.query('SELECT * FROM c', partitionKey === undefined ? {} : { partitionKey }).fetchAll();
    expect((await query('p')).resources).toHaveLength(2);
    expect(await codes(seen.items.create({ id: 'd', pk: 'q' }), query('q'), query())).toEqual([403, 403, 403]);
  });

  it('with a key deletes neither an item of another one by calling it a plan, nor the container', async () => {
    const token = await tokenOf({ resourcePartitionKey: ['p'] as never });
    const seen = withToken(token, marking('x-ms-cosmos-is-query-plan-request'));
    expect(await codes(seen.item('b', 'q').delete(), seen.delete())).toEqual([403, 403]);
    expect((await container.item('b', 'q').read()).statusCode).toBe(200);
  });
});

describe('a token', () => {
  it('is good for an hour, or as long as was asked', async () => {
    const hour = await given({ permissionMode: PermissionMode.Read });
    const { resource } = await user.permission('permission').read({ resourceTokenExpirySeconds: 600 });
    const minutes = withToken(resource?._token);
    clock.now += 599_000;
    expect((await minutes.read()).statusCode).toBe(200);
    clock.now += 1_000;
    expect(await codes(minutes.read())).toEqual([403]);
    expect((await hour.read()).statusCode).toBe(200);
    clock.now += 3_000_000;
    expect(await codes(hour.read())).toEqual([403]);
    expect((await failureOf(user.permission('permission').read({ resourceTokenExpirySeconds: 599 }))).code).toBe(400);
  });

  it('follows its permission: what is taken away cannot be done with an old one either', async () => {
    const seen = await given({ permissionMode: PermissionMode.All });
    const permission = { id: 'permission', permissionMode: PermissionMode.Read, resource: container.url };
    await user.permission('permission').replace(permission);
    expect(await codes(seen.items.create({ id: 'c', pk: 'p' }))).toEqual([403]);
    expect((await seen.read()).statusCode).toBe(200);
  });

  it('that somebody else made is refused with 401', async () => {
    const [signature, claim] = String(await tokenOf({ permissionMode: PermissionMode.Read })).split(';');
    const other = Buffer.from(JSON.stringify([1, 9_999_999_999])).toString('base64');
    const forged = [
      `${signature};${other};`,
      `type=resource&ver=1.0&sig=AAAA;${claim};`,
      'type=resource&ver=1.0&sig=x',
    ];
    expect(await codes(...forged.map((token) => withToken(token).read()))).toEqual([401, 401, 401]);
  });
});
