import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startIdentity, type IdentityServer } from '../index.ts';

let data: string;
let server: IdentityServer;

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'annal-identity-'));
  server = await startIdentity({ data: join(data, 'deep', 'identity') });
});
afterEach(async () => {
  await server.close();
  rmSync(data, { recursive: true });
});

const get = (path: string) => fetch(`${server.issuer}${path}`);
/** A token under this name, with these roles. */
const tokenFrom = async (name: string, roles: readonly string[], more: Readonly<Record<string, string>> = {}) => {
  const query = new URLSearchParams({ name, roles: roles.join(','), ...more });
  return (await get(`/token?${String(query)}`)).text();
};
const keys = async () => createLocalJWKSet((await (await get('/keys')).json()) as JSONWebKeySet);

describe('The issuer of development identities', () => {
  it('tells where its keys are, and which issuer it is', async () => {
    expect(await (await get('/.well-known/openid-configuration')).json()).toMatchObject({
      issuer: server.issuer,
      jwks_uri: `${server.issuer}/keys`,
    });
  });

  it('gives whoever asks a token in plain text, under any name and with any roles', async () => {
    const token = await tokenFrom('Bob & Söhne', ['clerk', 'auditor']);
    const { payload, protectedHeader } = await jwtVerify(token, await keys(), { issuer: server.issuer });
    expect(payload).toMatchObject({ sub: 'Bob & Söhne', roles: ['clerk', 'auditor'], aud: 'annal' });
    expect(protectedHeader.alg).toBe('RS256');
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(12 * 60 * 60);
  });

  it('gives one for another audience, for another time, and without roles', async () => {
    const token = decodeJwt(await tokenFrom('bob', [], { audience: 'other', lifetime: '-60' }));
    expect(token).toMatchObject({ aud: 'other', exp: (token.iat ?? 0) - 60 });
    expect(token).not.toHaveProperty('roles');
  });

  it.each([
    ['/token', 'name is missing'],
    ['/token?name=bob&role=clerk', '"role" is not known here'],
    ['/token?name=bob&lifetime=soon', 'whole number of seconds'],
  ])('says what is wrong with %s', async (path, message) => {
    const response = await get(path);
    expect([response.status, await response.text()]).toEqual([400, expect.stringContaining(message)]);
  });

  it('shows how it is asked, and keeps quiet about its private key', async () => {
    expect(await (await get('/')).text()).toContain(`${server.issuer}/token?name=`);
    expect(Object.keys(((await (await get('/keys')).json()) as { keys: object[] }).keys[0] ?? {}).sort()).toEqual([
      'alg',
      'e',
      'kid',
      'kty',
      'n',
      'use',
    ]);
    expect(statSync(join(data, 'deep', 'identity', 'signing-key.json')).mode & 0o077).toBe(0);
  });

  it('has tokens that are good after a restart, too', async () => {
    const token = await tokenFrom('bob', ['clerk']);
    await server.close();
    server = await startIdentity({ data: join(data, 'deep', 'identity') });
    expect((await jwtVerify(token, await keys())).payload.sub).toBe('bob');
  });

  it.each([{ host: 'evil.example' }, { origin: 'https://evil.example' }])(
    'answers no request that a browser sends for a page of another site: %o',
    async (headers) => {
      const { promise, resolve } = Promise.withResolvers<number | undefined>();
      request(`${server.issuer}/token?name=bob`, { headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
      expect(await promise).toBe(403);
      expect((await get('/token?name=bob')).headers.get('access-control-allow-origin')).toBeNull();
    },
  );

  it('says which setting moves it when its port is taken', async () => {
    await expect(startIdentity({ port: Number(new URL(server.issuer).port) })).rejects.toThrow('ANNAL_IDENTITY_PORT');
  });
});
