import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFunctionsHost, type FunctionsHost } from '../index.ts';

let host: FunctionsHost;
const lines: string[] = [];

beforeAll(async () => {
  host = await startFunctionsHost({
    appRoot: join(import.meta.dirname, 'apps/http'),
    keys: false,
    log: (line) => lines.push(line),
  });
});
afterAll(() => host.close());

const call = (path: string, init?: RequestInit) => fetch(host.url + path, init);
const seen = async (path: string, init?: RequestInit) => (await call(path, init)).json() as Promise<Seen>;

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly params: Record<string, string>;
  readonly query: Record<string, string>;
  readonly header: string | null;
  readonly body: string;
  readonly traceParent: string;
}

describe('A request finds its function', () => {
  it.each([
    ['GET', '/api/things/5', 'get-thing', { id: '5' }],
    ['GET', '/API/Things/5/', 'get-thing', { id: '5' }],
    ['GET', '/api/things/abc', 'zz-any-thing', { name: 'abc' }],
    ['POST', '/api/things/abc', 'post-thing', { id: 'abc' }],
    ['GET', '/api/files/a.b.txt', 'file', { name: 'a.b', ext: 'txt' }],
    ['GET', '/api/tree/a/b/c', 'rest', { path: 'a/b/c' }],
    ['GET', '/api/tree', 'rest', {}],
    ['GET', '/api/pages', 'optional', { size: '10' }],
    ['GET', '/api/pages/5/2', 'optional', { size: '5', page: '2' }],
    ['POST', '/api/unnamed-route', 'unnamed-route', {}],
    ['GET', '/api/things/K%C3%B6ln%2FS%C3%BCd', 'zz-any-thing', { name: 'Köln%2FSüd' }],
  ])('%s %s is for %s', async (method, path, name, params) => {
    const response = await call(path, { method });
    expect(response.headers.get('x-function')).toBe(name);
    expect(await response.json()).toMatchObject({ params });
  });

  it.each([
    ['GET', '/api/unknown'],
    ['GET', '/api/things/5/more'],
    ['DELETE', '/api/things/5'],
    ['HEAD', '/api/unnamed-route'],
    ['GET', '/things/5'],
    ['GET', '/admin/unknown'],
  ])('%s %s is 404, also when only the method is wrong', async (method, path) => {
    expect((await call(path, { method })).status).toBe(404);
  });
});

describe('A function sees the request', () => {
  it('with its absolute address, its method and its body', async () => {
    const { url, method, body } = await seen('/api/things/a?x=1', { method: 'POST', body: 'hällo' });
    expect({ url, method, body }).toEqual({ url: `${host.url}/api/things/a?x=1`, method: 'POST', body: 'hällo' });
  });

  it('with a query name given twice joined by a comma, case aside', async () => {
    expect((await seen('/api/things/5?a=1&A=2&b=x%20y')).query).toEqual({ a: '1,2', b: 'x y' });
  });

  it('with a header given twice joined by a comma', async () => {
    const { promise, resolve, reject } = Promise.withResolvers<Seen>();
    const headers = { 'X-Test': ['one', 'two'] };
    request(`${host.url}/api/things/5`, { headers }, (response) => {
      void response
        .toArray()
        .then((chunks) => resolve(JSON.parse(Buffer.concat(chunks as Buffer[]).toString()) as Seen));
    })
      .on('error', reject)
      .end();
    expect((await promise).header).toBe('one,two');
  });

  it('as part of the trace of its caller, in a span of its own', async () => {
    const caller = '00-11111111111111111111111111111111-2222222222222222-01';
    const { traceParent } = await seen('/api/things/5', { headers: { traceparent: caller } });
    expect(traceParent).toMatch(/^00-1{32}-[0-9a-f]{16}-01$/);
    expect(traceParent).not.toBe(caller);
  });

  it('with every byte of its body', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    const response = await call('/api/bytes', { method: 'POST', body: bytes });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes.toReversed());
  });
});

describe('A function answers', () => {
  it.each([
    ['nothing', 204],
    ['empty', 200],
    ['throws', 500],
    ['returns-text', 500],
  ])('%s with status %i and no body', async (name, status) => {
    const response = await call(`/api/${name}`);
    expect({ status: response.status, body: await response.text() }).toEqual({ status, body: '' });
  });

  it('with status, headers, cookies and body', async () => {
    const response = await call('/api/teapot');
    expect(response.status).toBe(418);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-one': '1',
      'content-type': 'text/plain;charset=UTF-8',
      'content-length': '15',
      'set-cookie': 'c=v%20w; path=/; samesite=Lax; httponly',
    });
    expect(await response.text()).toBe('short and stout');
  });

  it('to HEAD without a body', async () => {
    const response = await call('/api/things/5', { method: 'HEAD' });
    expect({ status: response.status, body: await response.text() }).toEqual({ status: 200, body: '' });
  });

  it('413 above 100 MB, without being called', async () => {
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const headers = { 'content-length': String(100 * 1024 * 1024 + 1) };
    const large = request(`${host.url}/api/bytes`, { method: 'POST', headers }, (response) => {
      resolve(response.statusCode ?? 0);
      large.destroy();
    });
    large.on('error', reject);
    large.flushHeaders();
    expect(await promise).toBe(413);
  });
});

describe('The host itself', () => {
  it('answers its landing page and its administration', async () => {
    expect(await (await call('/')).text()).toContain('/api/things/{id:int}');
    expect(await (await call('/admin/host/status')).json()).toMatchObject({ state: 'Running' });
    const functions = (await (await call('/admin/functions')).json()) as { name: string }[];
    expect(functions.map(({ name }) => name)).toEqual(host.functions);
    expect(await (await call('/admin/functions/TEAPOT')).json()).toMatchObject({ name: 'teapot' });
  });

  it('names its functions in the order in which their routes are tried', () => {
    expect(host.functions).toEqual(host.functions.toSorted());
  });

  it('asks nobody for a key when keys are off, as func start', async () => {
    expect((await call('/api/guarded')).status).toBe(200);
  });

  it('writes one line for each call, which ends with the correlation or trace id, and the stack of a failure', async () => {
    lines.length = 0;
    await call('/api/teapot', { headers: { 'x-correlation-id': 'order-7' } });
    await call('/api/throws');
    expect(lines[0]).toMatch(
      /^\d\d:\d\d:\d\d\.\d{3} {2}teapot +http +GET \/api\/teapot {2}418 {2}[\d.]+ ms {2}order-7$/,
    );
    expect(lines[1]).toMatch(/throws +http +GET \/api\/throws {2}500 {2}[\d.]+ ms {2}[0-9a-f]{32}$/);
    expect(lines.slice(2).join('\n')).toMatch(/Error: the secret reason\n\s+at .*answers\.ts/);
  });
});
