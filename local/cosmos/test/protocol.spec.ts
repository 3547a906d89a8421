import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { CosmosClient } from '@azure/cosmos';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startCosmos } from '../index.ts';
import { failureOf, useLocalAccount } from './local-account.ts';

const account = useLocalAccount();

interface Sent {
  readonly method?: string;
  readonly path: string;
  /** The type and link that are signed. */
  readonly signed: readonly [type: string, link: string];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** When it says that it was signed; now, unless said otherwise. */
  readonly date?: string;
}

/** Sends a request that the SDK would not send. */
function send({
  method = 'GET',
  path,
  signed: [type, link],
  headers = {},
  body,
  date = new Date().toUTCString(),
}: Sent): Promise<{ status: number; body: string }> {
  const text = `${method.toLowerCase()}\n${type}\n${link}\n${date.toLowerCase()}\n\n`;
  const signature = createHmac('sha256', Buffer.from(account.server().key, 'base64')).update(text).digest('base64');
  const authorization = encodeURIComponent(`type=master&ver=1.0&sig=${signature}`);
  return new Promise((resolve, reject) => {
    const sending = request(
      new URL(account.server().endpoint),
      { method, path, headers: { authorization, 'x-ms-date': date, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
      },
    );
    sending.on('error', reject);
    sending.end(body);
  });
}

describe('a caller', () => {
  it('with another key is refused with 401', async () => {
    const client = new CosmosClient({
      endpoint: account.server().endpoint,
      key: Buffer.from('other').toString('base64'),
    });
    expect((await failureOf(client.databases.readAll().fetchAll())).code).toBe(401);
    client.dispose();
  });

  it('with a signature for something else is refused with 401', async () => {
    const { status, body } = await send({ path: '/dbs/specs', signed: ['dbs', 'dbs/other'] });
    expect(status).toBe(401);
    expect(JSON.parse(body)).toMatchObject({ code: 'Unauthorized' });
  });

  it('without any is refused with 401', async () => {
    const { status } = await send({ path: '/dbs', signed: ['dbs', ''], headers: { authorization: '' } });
    expect(status).toBe(401);
  });
});

describe('a signature', () => {
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toUTCString();

  it.each([[-14], [14]])('is good %s minutes from now', async (minutes) => {
    expect((await send({ path: '/dbs', signed: ['dbs', ''], date: at(minutes) })).status).toBe(200);
  });

  it.each([[-16], [16]])('is not valid %s minutes from now, which is 403', async (minutes) => {
    const { status, body } = await send({ path: '/dbs', signed: ['dbs', ''], date: at(minutes) });
    expect(status).toBe(403);
    expect(JSON.parse(body)).toMatchObject({
      code: 'Forbidden',
      message: expect.stringMatching(/not valid at the current time/),
    });
  });

  it('without a date that can be read is refused with 401', async () => {
    expect((await send({ path: '/dbs', signed: ['dbs', ''], date: 'yesterday' })).status).toBe(401);
  });

  it('of another type is refused with 401 that names it', async () => {
    const authorization = encodeURIComponent('type=aad&ver=1.0&sig=abcd');
    const { status, body } = await send({ path: '/dbs', signed: ['dbs', ''], headers: { authorization } });
    expect(status).toBe(401);
    expect((JSON.parse(body) as { message: string }).message).toContain("'aad'");
  });

  it('is not asked for by a server that was told to let everybody in', async () => {
    const server = await startCosmos({ data: ':memory:', verifySignatures: false });
    const client = new CosmosClient({ endpoint: server.endpoint, key: Buffer.from('other').toString('base64') });
    await client.databases.create({ id: 'd' });
    client.dispose();
    await server.close();
  });
});

describe('a request that a browser sends for a page of another site', () => {
  const databases = (headers: Readonly<Record<string, string>>) => send({ path: '/dbs', signed: ['dbs', ''], headers });

  it.each([
    { host: 'evil.example' },
    { host: 'evil.example:8081' },
    { host: '127.0.0.1.evil.example' },
    { host: 'localhost.evil.example' },
    { host: '10.0.0.1' },
    { origin: 'https://evil.example' },
    { origin: 'http://localhost.evil.example' },
    { origin: 'null' },
  ])('is refused with 403, although it is signed: %o', async (headers) => {
    const { status, body } = await databases(headers);
    expect([status, JSON.parse(body)]).toMatchObject([403, { code: 'Forbidden' }]);
  });

  it.each([
    { host: 'localhost:8081' },
    { host: '[::1]:8081' },
    { host: 'LOCALHOST' },
    { origin: 'http://localhost:3000' },
    { origin: 'https://127.0.0.1' },
  ])('is told from one of this machine, which is answered: %o', async (headers) => {
    expect((await databases(headers)).status).toBe(200);
  });

  it('changes nothing, also where nobody has to sign', async () => {
    const server = await startCosmos({ data: ':memory:', verifySignatures: false });
    onTestFinished(() => server.close());
    const create = { method: 'POST', body: '{"id":"planted"}', headers: { origin: 'https://evil.example' } };
    expect((await fetch(`${server.endpoint}dbs`, create)).status).toBe(403);
    expect(await (await fetch(`${server.endpoint}dbs`)).json()).toMatchObject({ Databases: [] });
  });

  it('is refused with words that a program sees, which calls the server by another name', async () => {
    const { endpoint, key } = account.server();
    const client = new CosmosClient({ endpoint, key, defaultHeaders: { Host: 'cosmos.internal:8081' } });
    onTestFinished(() => client.dispose());
    expect(await failureOf(client.databases.readAll().fetchAll())).toMatchObject({
      code: 403,
      message: expect.stringMatching(/Host header is "cosmos\.internal:8081".*address it as 127\.0\.0\.1, localhost/),
    });
  });
});

describe('a malformed request is answered in JSON', () => {
  it.each([
    ['an unknown path', { path: '/nonsense/x', signed: ['nonsense', 'nonsense/x'] }, 404],
    ['a broken escape', { path: '/dbs/%E0%A4%A', signed: ['dbs', ''] }, 400],
    ['a method that is not served', { method: 'PUT', path: '/dbs/specs', signed: ['dbs', 'dbs/specs'] }, 405],
    ['a body that is no JSON', { method: 'POST', path: '/dbs', signed: ['dbs', ''], body: '{"id":' }, 400],
    ['a body that is no object', { method: 'POST', path: '/dbs', signed: ['dbs', ''], body: '[1]' }, 400],
    ['a missing id', { method: 'POST', path: '/dbs', signed: ['dbs', ''], body: '{}' }, 400],
    ['an id that is a number', { method: 'POST', path: '/dbs', signed: ['dbs', ''], body: '{"id":1}' }, 400],
    [
      'a path below a stored procedure',
      { path: '/dbs/d/colls/c/sprocs/s/x', signed: ['x', 'dbs/d/colls/c/sprocs/s'] },
      404,
    ],
  ] as const)('%s', async (_, sent, status) => {
    const answer = await send(sent);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({ code: expect.any(String), message: expect.any(String) });
  });

  it.each([
    ['no partition key', {}],
    ['a partition key that is no JSON', { 'x-ms-documentdb-partitionkey': 'p' }],
    ['a partition key of objects', { 'x-ms-documentdb-partitionkey': '[{"a":1}]' }],
    ['another partition key than the document', { 'x-ms-documentdb-partitionkey': '["q"]' }],
  ])('an item with %s', async (_, headers) => {
    const { id } = await account.freshContainer();
    const link = `dbs/specs/colls/${id}`;
    const answer = await send({
      method: 'POST',
      path: `/${link}/docs`,
      signed: ['docs', link],
      headers,
      body: '{"id":"i","pk":"p"}',
    });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'BadRequest' });
  });
});

describe('a bulk operation', () => {
  it('sent to a range that does not hold its key is told that the range is gone', async () => {
    const { id } = await account.freshContainer();
    const link = `dbs/specs/colls/${id}`;
    const statuses: number[] = [];
    for (const range of ['0', '1', '2', '7']) {
      const operations = [{ operationType: 'Create', partitionKey: '["a"]', resourceBody: { id: range, pk: 'a' } }];
      const headers = { 'x-ms-cosmos-is-batch-request': 'true', 'x-ms-documentdb-partitionkeyrangeid': range };
      const sent = { method: 'POST', path: `/${link}/docs`, signed: ['docs', link], headers } as const;
      const { status, body } = await send({ ...sent, body: JSON.stringify(operations) });
      const [entry] = status === 410 ? [] : (JSON.parse(body) as { statusCode: number }[]);
      statuses.push(entry?.statusCode ?? status);
    }
    expect(statuses.toSorted()).toEqual([201, 410, 410, 410]);
  });
});

describe('a body', () => {
  it('that is too large for anything is read to its end and refused with 413', async () => {
    const body = 'x'.repeat(9 * 1024 * 1024);
    const { status } = await send({ method: 'POST', path: '/dbs', signed: ['dbs', ''], body });
    expect(status).toBe(413);
  });
});

describe('the account', () => {
  it('announces the address that the caller used', async () => {
    const { host } = new URL(account.server().endpoint);
    const { body } = await send({ path: '/', signed: ['', ''] });
    expect(JSON.parse(body)).toMatchObject({
      id: expect.not.stringMatching(/^localhost$/),
      writableLocations: [{ databaseAccountEndpoint: `http://${host}/` }],
      readableLocations: [{ databaseAccountEndpoint: `http://${host}/` }],
    });
  });
});

describe('a session', () => {
  it('that has seen more than there is reads again without its token', async () => {
    const container = await account.freshContainer();
    await container.items.create({ id: 'i', pk: 'p' });
    const { headers } = await container.item('i', 'p').read();
    const [range] = String(headers['x-ms-session-token']).split(':');
    const items = `dbs/specs/colls/${container.id}`;
    const link = `${items}/docs/i`;
    const statuses = async (token: string) => {
      const session = { 'x-ms-documentdb-partitionkey': '["p"]', 'x-ms-session-token': token };
      const read = { path: `/${link}`, signed: ['docs', link], headers: session } as const;
      const query = { ...session, 'x-ms-documentdb-isquery': 'true' };
      const list = { path: `/${items}/docs`, signed: ['docs', items] } as const;
      const answers = [
        await send(read),
        await send({ ...list, headers: { ...session, 'a-im': 'Incremental feed' } }),
        await send({ ...list, method: 'POST', headers: query, body: '{"query":"SELECT * FROM c"}' }),
      ];
      return answers.map(({ status }) => status);
    };
    expect(await statuses(`${range}:-1#999`)).toEqual([404, 404, 404]);
    expect(await statuses(`9:-1#5,${range}:-1#1`)).toEqual([200, 200, 200]);
    expect(await statuses('nonsense')).toEqual([400, 400, 400]);
  });
});

describe('a request', () => {
  const path = '/dbs/specs/colls';
  const key = { 'x-ms-documentdb-partitionkey': '["p"]' };

  it('for a list of items is answered page by page', async () => {
    const { id, items } = await account.freshContainer();
    for (const n of [1, 2, 3]) await items.create({ id: `i${n}`, pk: n === 3 ? 'q' : 'p' });
    const list = { path: `${path}/${id}/docs`, signed: ['docs', `dbs/specs/colls/${id}`] } as const;
    expect(JSON.parse((await send(list)).body)).toMatchObject({ _count: 3 });
    expect(JSON.parse((await send({ ...list, headers: key })).body)).toMatchObject({ _count: 2 });
    expect(JSON.parse((await send({ ...list, headers: { 'x-ms-max-item-count': '1' } })).body)).toMatchObject({
      _count: 1,
    });
  });

  it('for conflicts finds none, because there is one region', async () => {
    const container = await account.freshContainer();
    expect((await container.conflicts.readAll().fetchAll()).resources).toEqual([]);
  });

  it('may ask for any consistency level there is, and for no other', async () => {
    const container = await account.freshContainer();
    await container.items.create({ id: 'i', pk: 'p' });
    const link = `dbs/specs/colls/${container.id}/docs/i`;
    const statusOf = async (level: string): Promise<number> => {
      const headers = { ...key, 'x-ms-consistency-level': level };
      return (await send({ path: `/${link}`, signed: ['docs', link], headers })).status;
    };
    for (const level of ['Strong', 'BoundedStaleness', 'Session', 'ConsistentPrefix', 'Eventual'])
      expect(await statusOf(level)).toBe(200);
    expect(await statusOf('Absolute')).toBe(400);
  });

  it('with an item of more than 128 levels is refused, and one of 128 is not', async () => {
    const container = await account.freshContainer();
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
    expect((await container.items.create({ id: 'i', pk: 'p', a: nested(127) })).statusCode).toBe(201);
    expect((await failureOf(container.items.create({ id: 'j', pk: 'p', a: nested(128) }))).code).toBe(400);
  });
});

describe('the route for splits', () => {
  const put = (body: unknown) =>
    fetch(`${account.server().endpoint}_local/split`, { method: 'PUT', body: JSON.stringify(body) });

  it('splits a range, and says what took its place', async () => {
    const { id } = await account.freshContainer();
    const answer = await put({ database: 'specs', container: id, range: '1' });
    expect(await answer.json()).toEqual({ children: ['3', '4'] });
  });

  it('refuses what is not there, and what is no question', async () => {
    expect((await put({ database: 'specs', container: 'none' })).status).toBe(404);
    expect((await put({ database: 'specs' })).status).toBe(400);
    expect((await fetch(`${account.server().endpoint}_local/split`)).status).toBe(405);
  });
});
