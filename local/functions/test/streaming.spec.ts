import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFunctionsHost, type FunctionsHost } from '../index.ts';

let host: FunctionsHost;
const lines: string[] = [];

beforeAll(async () => {
  const appRoot = join(import.meta.dirname, 'apps/streaming');
  host = await startFunctionsHost({ appRoot, log: (line) => lines.push(line) });
});
afterAll(() => host.close());

const call = (path: string, init?: RequestInit) => fetch(host.url + path, init);
const status = async (path: string) => (await call(path)).status;

describe('An app that streams HTTP', () => {
  it('gets the request as it was made, each value of a query name by itself', async () => {
    const response = await call('/api/echo/5?a=1&a=2', { headers: { 'x-test': 'seen' } });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({
      method: 'GET',
      url: `${host.url}/api/echo/5?a=1&a=2`,
      params: { id: '5', a: '1,2' },
      query: [
        ['a', '1'],
        ['a', '2'],
      ],
      header: 'seen',
      body: '',
    });
  });

  it('finds texts of the query and of a JSON body among its parameters, as in Azure, and no key', async () => {
    const body = JSON.stringify({ word: 'w', number: 5, id: 'not this' });
    const response = await call('/api/echo/5?q=1&code=secret', { method: 'POST', body });
    expect(await response.json()).toMatchObject({ params: { id: '5', q: '1', word: 'w' }, body });
  });

  it('answers with headers and cookies, but none that belong to its own connection', async () => {
    const { headers } = await call('/api/echo/5');
    expect(Object.fromEntries(headers)).toMatchObject({ 'x-one': '1', 'set-cookie': 'c=v%20w' });
    expect(headers.has('x-two')).toBe(false);
    expect(headers.has('x-ms-invocation-id')).toBe(false);
  });

  it('hears and answers piece by piece', async () => {
    const words = new TransformStream<Uint8Array, Uint8Array>();
    const writer = words.writable.getWriter();
    void writer.write(Buffer.from('one'));
    const init = { method: 'POST', body: words.readable, duplex: 'half' } as RequestInit;
    const reader = (await call('/api/talk', init)).body?.getReader();
    const heard = async () => Buffer.from((await reader?.read())?.value ?? []).toString();
    expect(await heard()).toBe('heard one;');
    void writer.write(Buffer.from('two'));
    expect(await heard()).toBe('heard two;');
    await writer.close();
    expect(await reader?.read()).toMatchObject({ done: true });
  });

  it.each(['throws', 'nothing', 'returns-text'])(
    'gets its caller a 500 for %s, where Azure would leave it waiting, and says so',
    async (name) => {
      lines.length = 0;
      expect(await status(`/api/${name}`)).toBe(500);
      expect(lines.join('\n')).toContain(
        `${name}: gave no answer. With HTTP streaming Azure leaves the caller waiting`,
      );
    },
  );

  it('that breaks off in the middle of an answer breaks the connection off', async () => {
    await expect(call('/api/breaks-off').then((response) => response.text())).rejects.toThrow();
  });

  it('is guarded by keys like any other', async () => {
    expect(await status('/api/guarded')).toBe(401);
    expect(await status(`/api/guarded?code=${host.key}`)).toBe(200);
    expect(await status('/api/unknown')).toBe(404);
  });

  it('leaves one line for each call', async () => {
    await (await call('/api/echo/9')).text();
    await expect.poll(() => lines.at(-1)).toMatch(/echo +http +GET \/api\/echo\/9 {2}201 {2}[\d.]+ ms/);
  });
});
