import { startIdentity } from '@annal/local-identity';
import { generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { jwtCallers } from '../../../adapters/callers/index.ts';
import { CallersUnavailable, CallerUnknown } from '../../../application/callers/caller.ts';
import { bearer } from '../../support/tokens.ts';
import { startOddIssuer, type Odd } from './odd-issuer.ts';

const header =
  (authorization: string | null) =>
  (name: string): string | null =>
    name === 'authorization' ? authorization : null;
const withToken = (token: string) => header(`Bearer ${token}`);
type Claims = Readonly<Record<string, unknown>>;
const audiences = ['annal', 'api://annal'];

const issuers: AsyncDisposable[] = [];
afterEach(async () => {
  for (const issuer of issuers.splice(0)) await issuer[Symbol.asyncDispose]();
});

const started = async (cooldown = 0) => {
  const issuer = await startOddIssuer();
  issuers.push(issuer);
  const sign = await issuer.newKey('first');
  return { issuer, sign, callers: jwtCallers({ issuer: issuer.issuer, audiences }, cooldown) };
};

describe('A caller with a token of the issuer', () => {
  it('has the id and the roles of the token', async () => {
    const identity = await startIdentity();
    const { authorization } = await bearer(identity.issuer, 'bob', ['clerk', 'auditor']);
    const callers = jwtCallers({ issuer: identity.issuer, audiences });
    expect(await callers.identify(header(authorization))).toEqual({ id: 'bob', roles: ['clerk', 'auditor'] });
    await identity.close();
  });

  const idsOf: readonly (readonly [string, Claims, string])[] = [
    ['the object in the directory before all else', { oid: 'object', sub: 'pairwise', azp: 'app' }, 'object'],
    ['the subject where there is no object', { sub: 'pairwise', azp: 'app' }, 'pairwise'],
    ['the application of version 2', { sub: undefined, azp: 'app-2', appid: 'app-1' }, 'app-2'],
    ['the application of version 1', { sub: undefined, appid: 'app-1' }, 'app-1'],
    ['never a name or an address', { name: 'Bob', preferred_username: 'bob@example.com', email: 'b@c.d' }, 'bob'],
    ['nothing with control characters in it', { oid: 'a\nb' }, 'bob'],
  ];
  it.each(idsOf)('is known by %s', async (_, claims, id) => {
    const { sign, callers } = await started();
    expect(await callers.identify(withToken(await sign(claims)))).toMatchObject({ id });
  });

  it('has no roles where the token names none, or none that can be read', async () => {
    const { sign, callers } = await started();
    for (const roles of [undefined, 'clerk', [1]])
      expect(await callers.identify(withToken(await sign({ roles })))).toMatchObject({ roles: [] });
  });

  it('may be for any of the audiences, and be half a minute ahead or behind', async () => {
    const { sign, callers } = await started();
    const now = Math.floor(Date.now() / 1000);
    for (const claims of [{ aud: 'api://annal' }, { aud: ['x', 'annal'] }, { exp: now - 20 }, { nbf: now + 20 }])
      expect(await callers.identify(withToken(await sign(claims)))).toMatchObject({ id: 'bob' });
  });
});

describe('A token is refused', () => {
  const now = Math.floor(Date.now() / 1000);
  const claims: readonly (readonly [string, Claims])[] = [
    ['of another issuer', { iss: 'https://issuer.example' }],
    ['without an issuer', { iss: undefined }],
    ['for another audience', { aud: 'other' }],
    ['without an audience', { aud: undefined }],
    ['that has expired', { exp: now - 60 }],
    ['that never expires', { exp: undefined }],
    ['that is not valid yet', { nbf: now + 60 }],
    ['that identifies no caller', { sub: undefined }],
  ];
  it.each(claims)('%s', async (_, wrong) => {
    const { sign, callers } = await started();
    const identified = callers.identify(withToken(await sign(wrong)));
    await expect(identified).rejects.toMatchObject({ name: 'CallerUnknown', hasProof: true });
  });

  it('that another key has signed under the name of the right one', async () => {
    const { issuer, callers } = await started();
    const { privateKey } = await generateKeyPair('ES256');
    const forged = new SignJWT({ iss: issuer.issuer, aud: 'annal', sub: 'bob', exp: now + 600 });
    const token = await forged.setProtectedHeader({ alg: 'ES256', kid: 'first' }).sign(privateKey);
    await expect(callers.identify(withToken(token))).rejects.toThrow(CallerUnknown);
  });

  it('that was changed after it was signed', async () => {
    const { issuer, sign, callers } = await started();
    const [head, , signature] = (await sign()).split('.');
    const payload = Buffer.from(JSON.stringify({ iss: issuer.issuer, aud: 'annal', sub: 'bob', exp: now + 600 }));
    const changed = `${head}.${payload.toString('base64url')}.${signature}`;
    await expect(callers.identify(withToken(changed))).rejects.toThrow(CallerUnknown);
  });

  it('that is not signed at all, or with a secret, or in a way that is not asked for', async () => {
    const { issuer, callers } = await started();
    const said = { iss: issuer.issuer, aud: 'annal', sub: 'bob', exp: now + 600 };
    const secret = new TextEncoder().encode('a secret of at least 256 bits, which is 32 bytes');
    const other = await issuer.newKey('other', 'EdDSA');
    const tokens = [
      new UnsecuredJWT(said).encode(),
      await new SignJWT(said).setProtectedHeader({ alg: 'HS256', kid: 'first' }).sign(secret),
      await other(),
    ];
    for (const token of tokens) await expect(callers.identify(withToken(token))).rejects.toThrow(CallerUnknown);
  });

  it.each(['Basic Ym9iOmJvYg==', 'Bearer', 'Bearer a b', 'Bearer not-a-token', 'Bearer a.b.c', ''])(
    'that is "%s"',
    async (authorization) => {
      const { callers } = await started();
      const identified = callers.identify(header(authorization));
      await expect(identified).rejects.toMatchObject({ name: 'CallerUnknown', hasProof: true });
    },
  );
});

it('without a token is unknown, and the issuer is not asked', async () => {
  const { issuer, callers } = await started();
  await expect(callers.identify(header(null))).rejects.toMatchObject({ name: 'CallerUnknown', hasProof: false });
  expect(issuer.asked).toEqual([]);
});

describe('The keys of the issuer', () => {
  it('are asked for once, however many callers come', async () => {
    const { issuer, sign, callers } = await started();
    const token = await sign();
    await Promise.all(Array.from({ length: 20 }, () => callers.identify(withToken(token))));
    await callers.identify(withToken(token));
    expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  it('are read again when a token has an unknown key', async () => {
    const { issuer, sign, callers } = await started();
    await callers.identify(withToken(await sign()));
    const signAnew = await issuer.newKey('second');
    expect(await callers.identify(withToken(await signAnew()))).toMatchObject({ id: 'bob' });
  });

  it('are not read again at once, also for tokens with invented keys', async () => {
    const { issuer, sign, callers } = await started(60_000);
    await callers.identify(withToken(await sign()));
    const signAnew = await issuer.newKey('second');
    for (const token of [await signAnew(), await signAnew()])
      await expect(callers.identify(withToken(token))).rejects.toThrow(CallerUnknown);
    expect(issuer.asked.filter((path) => path === '/keys')).toHaveLength(1);
  });
});

describe('An issuer that does not answer as it should', () => {
  const answers: readonly (readonly [string, Odd])[] = [
    ['an error', { status: 500, body: {} }],
    ['no metadata', { status: 200, body: { hello: 'world' } }],
    ['the metadata of somebody else', { status: 200, body: { issuer: 'https://other', jwks_uri: 'https://other/k' } }],
  ];
  it.each(answers)('(%s) is an unavailable issuer, never an unknown caller', async (_, odd) => {
    const { issuer, sign, callers } = await started();
    issuer.answer(odd);
    await expect(callers.identify(withToken(await sign()))).rejects.toThrow(CallersUnavailable);
  });

  it('is not asked for every caller while it is unavailable, and is trusted again once it answers', async () => {
    const { issuer, sign, callers } = await started();
    issuer.answer({ status: 503, body: {} });
    const token = await sign();
    for (let each = 0; each < 20; each += 1)
      await expect(callers.identify(withToken(token))).rejects.toThrow(CallersUnavailable);
    expect(issuer.asked.length).toBeLessThan(5);
    issuer.answer(undefined);
    await expect
      .poll(() => callers.identify(withToken(token)).catch(String))
      .toMatchObject({
        id: 'bob',
      });
  });

  it('is waited for only a limited time', async () => {
    const { issuer, sign, callers } = await started();
    issuer.answer('silence');
    await expect(callers.identify(withToken(await sign()))).rejects.toThrow(CallersUnavailable);
  });

  it('that fails over its keys is not the fault of the token', async () => {
    const { issuer, sign, callers } = await started();
    await callers.identify(withToken(await sign()));
    const signAnew = await issuer.newKey('second');
    issuer.answer({ status: 500, body: {} });
    await expect(callers.identify(withToken(await signAnew()))).rejects.toThrow(CallersUnavailable);
    expect(await callers.identify(withToken(await sign()))).toMatchObject({ id: 'bob' });
  });
});
