import { request as send } from 'node:http';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { refuseStrangers } from '../face/refuse-strangers.ts';
import type { Overview } from '../face/overview.ts';
import type { QueryPage } from '../face/run-query.ts';
import { useLocalAccount } from './local-account.ts';

const clock = { now: Date.UTC(2026, 0, 1) };
const account = useLocalAccount(clock);
let container: string;

beforeAll(async () => {
  const made = await account.freshContainer({ id: 'things <b>', defaultTtl: -1 });
  container = made.id;
  for (let n = 0; n < 25; n += 1) await made.items.create({ id: `i${n}`, pk: 'p', n, ttl: n === 0 ? 5 : -1 });
});

interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A request as a browser or a program sends it; `fetch` would not let a spec choose the host. */
async function call(
  path: string,
  headers: Record<string, string> = {},
  body?: string,
  method = body === undefined ? 'GET' : 'POST',
): Promise<Reply> {
  const outgoing = send(new URL(path, account.server().endpoint), { method, headers });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  return { status: incoming.statusCode ?? 0, headers: incoming.headers, body: await text(incoming) };
}

const json = { 'content-type': 'application/json' };

async function query(asked: object): Promise<{ status: number; answer: QueryPage }> {
  const { status, body } = await call(
    '/_local/api/query',
    json,
    JSON.stringify({ database: 'specs', container, ...asked }),
  );
  return { status, answer: JSON.parse(body) as QueryPage };
}

describe('The face', () => {
  it('is a page that loads nothing but its own files', async () => {
    const page = await call('/_local/');
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    const files = [...page.body.matchAll(/(?:src|href)="([\w.-]+)"/g)].map(([, file]) => file);
    expect(files).toEqual(['page.css', 'face.css', 'face.js']);
    for (const file of files) expect((await call(`/_local/${file}`)).status).toBe(200);
  });

  it('serves every module that its scripts import', async () => {
    const seen = new Set<string>(['face.js']);
    for (const file of seen) {
      const { status, headers, body } = await call(`/_local/${file}`);
      expect({ file, status, type: headers['content-type'] }).toEqual({
        file,
        status: 200,
        type: 'text/javascript; charset=utf-8',
      });
      for (const [, imported = ''] of body.matchAll(/from '\.\/([\w.-]+)'/g)) seen.add(imported);
    }
    expect(seen.size).toBe(4);
  });

  it('is found without its last slash', async () => {
    expect(await call('/_local')).toMatchObject({ status: 308, headers: { location: '/_local/' } });
  });

  it.each([
    '/_local/nothing.js',
    '/_local/../main.ts',
    '/_local/..%2fmain.ts',
    '/_local/constructor',
    '/_local/api/nothing',
    '/_localx',
  ])('does not serve %s', async (path) => {
    const { status } = await call(path);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  });

  it('takes only the method that a path is for', async () => {
    expect((await call('/_local/', {}, '')).status).toBe(405);
    expect((await call('/_local/api/query')).status).toBe(405);
    expect((await call('/_local/api/overview', json, '{}')).status).toBe(405);
  });
});

describe('Its overview', () => {
  const own = async () => {
    const { databases } = JSON.parse((await call('/_local/api/overview')).body) as Overview;
    return databases.find(({ id }) => id === 'specs')?.containers.find(({ id }) => id === container);
  };

  it('tells keys, items, and how far each range is', async () => {
    const { ranges = [], ...facts } = (await own()) ?? {};
    expect(facts).toEqual({ id: container, partitionKey: ['/pk'], items: 25, defaultTtl: -1 });
    expect(ranges.map(({ lsn }) => lsn).toSorted()).toEqual([0, 0, 25]);
    expect([ranges.at(0)?.min, ranges.at(-1)?.max]).toEqual(['', 'FF']);
  });

  it('does not count items whose time is over', async () => {
    clock.now += 5_000;
    expect(await own()).toMatchObject({ items: 24 });
  });
});

describe('Its queries', () => {
  it('come page by page, with a charge', async () => {
    const sizes: number[] = [];
    let continuation: string | undefined;
    do {
      const { answer } = await query({ query: 'SELECT VALUE c.n FROM c WHERE c.n > 0', pageSize: 10, continuation });
      expect(answer.charge).toBeGreaterThan(2);
      sizes.push(answer.items.length);
      continuation = answer.continuation;
    } while (continuation !== undefined);
    expect(sizes).toEqual([10, 10, 4]);
  });

  it('over every range need nobody to merge them', async () => {
    const text = 'SELECT c.n > 20 AS late, COUNT(1) AS count FROM c WHERE c.n > 0 GROUP BY c.n > 20';
    const { status, answer } = await query({ query: text });
    expect(status).toBe(200);
    expect(answer.items).toEqual(
      expect.arrayContaining([
        { late: true, count: 4 },
        { late: false, count: 20 },
      ]),
    );
  });

  it('that are wrong are refused as a client would be, with the place', async () => {
    const { status, answer } = await query({ query: 'SELECT * FORM c' });
    expect(status).toBe(400);
    expect(answer).toMatchObject({ code: 'BadRequest', message: expect.stringContaining('location') });
  });

  it('of a container that is not there are refused', async () => {
    expect(await query({ query: 'SELECT * FROM c', container: 'nowhere' })).toMatchObject({
      status: 404,
      answer: { code: 'NotFound' },
    });
  });

  it.each([
    { query: 7 },
    { query: 'SELECT * FROM c', pageSize: 1e6 },
    { query: 'SELECT * FROM c', pageSize: 'x' },
    { query: 'SELECT * FROM c', continuation: 'x' },
  ])('that make no sense are refused: %o', async (asked) => {
    expect(await query(asked)).toMatchObject({ status: 400, answer: { code: 'BadRequest' } });
  });

  it('are not taken from a form, which another site could send', async () => {
    const form = { 'content-type': 'text/plain' };
    const body = JSON.stringify({ database: 'specs', container, query: 'SELECT * FROM c' });
    expect((await call('/_local/api/query', form, body)).status).toBe(400);
  });
});

describe('Whoever looks', () => {
  it.each(['evil.example', 'evil.example:8081', '127.0.0.1.evil.example', 'localhost.evil.example', '10.0.0.1'])(
    'has not been led here by the name %s',
    async (host) => {
      expect(await call('/_local/api/overview', { host })).toMatchObject({ status: 403 });
    },
  );

  it.each(['localhost', 'localhost:8081', '127.0.0.1:1', '[::1]:8081'])('may call this machine %s', async (host) => {
    expect(await call('/_local/api/overview', { host })).toMatchObject({ status: 200 });
  });

  it.each([
    { site: 'same-origin', status: 200 },
    { site: 'none', status: 200 },
    { site: 'same-site', status: 403 },
    { site: 'cross-site', status: 403 },
  ])('comes from a page of the face and not of another site: $site is answered $status', async ({ site, status }) => {
    expect((await call('/_local/', { 'sec-fetch-site': site })).status).toBe(status);
  });

  it.each([
    { remoteAddress: '127.0.0.1', passes: true },
    { remoteAddress: '::1', passes: true },
    { remoteAddress: '::ffff:127.0.0.1', passes: true },
    { remoteAddress: '192.168.0.7', passes: false },
    { remoteAddress: undefined, passes: false },
  ])('sits at this machine: $remoteAddress', ({ remoteAddress, passes }) => {
    const header = (name: string) => (name === 'host' ? 'localhost:8081' : undefined);
    const look = () => refuseStrangers({ method: 'GET', url: '/_local/', header, remoteAddress, body: Buffer.of() });
    if (passes) expect(look).not.toThrow();
    else expect(look).toThrow('from another machine');
  });
});
