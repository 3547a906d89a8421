import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFunctionsHost, type FunctionsHost } from '../index.ts';
import { hostKeys, type HostKeys } from '../http/keys.ts';

let host: FunctionsHost;
let keys: HostKeys;
const data = mkdtempSync(join(tmpdir(), 'annal-keys-'));

beforeAll(async () => {
  const appRoot = join(import.meta.dirname, 'apps/http');
  host = await startFunctionsHost({ appRoot, data, log: () => undefined });
  keys = JSON.parse(readFileSync(join(data, 'keys.json'), 'utf8')) as HostKeys;
});
afterAll(async () => {
  await host.close();
  rmSync(data, { recursive: true });
});

const status = async (path: string, key?: string) =>
  (await fetch(host.url + path, key === undefined ? {} : { headers: { 'x-functions-key': key } })).status;

describe('With keys, as in Azure', () => {
  it('an anonymous function is open', async () => {
    expect(await status('/api/things/5')).toBe(200);
  });

  it('a function wants the host key or the master key, in the header or in the query', async () => {
    expect(await status('/api/guarded')).toBe(401);
    expect(await status('/api/guarded', 'wrong')).toBe(401);
    expect(await status('/api/guarded', keys.host)).toBe(200);
    expect(await status('/api/guarded', keys.master)).toBe(200);
    expect(await status(`/api/guarded?code=${keys.host}`)).toBe(200);
  });

  it('the header wins over the query', async () => {
    expect(await status(`/api/guarded?code=${keys.host}`, 'wrong')).toBe(401);
  });

  it.each(['/api/master-only', '/admin/functions', '/admin/host/status'])('%s wants the master key', async (path) => {
    expect(await status(path)).toBe(401);
    expect(await status(path, keys.host)).toBe(401);
    expect(await status(path, keys.master)).toBe(200);
  });

  it('the keys are the same after a restart', () => {
    expect(hostKeys(join(data, 'keys.json'))).toEqual(keys);
  });
});
