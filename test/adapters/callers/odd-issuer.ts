import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose';

/** An answer of the issuer. */
export type Odd = 'silence' | { readonly status: number; readonly body: unknown };

/** An issuer on a real socket that gives out any keys, signs anything, and may fail. */
export const startOddIssuer = async () => {
  const asked: string[] = [];
  const keys: JWK[] = [];
  let odd: Odd | undefined;
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const body = request.url === '/keys' ? { keys } : { issuer, jwks_uri: `${issuer}/keys` };
    if (odd === 'silence') return;
    response.writeHead(odd?.status ?? 200, { connection: 'close' }).end(JSON.stringify(odd?.body ?? body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    asked,
    /** From now on every answer is this one; undefined: as it should be. */
    answer: (answer: Odd | undefined) => {
      odd = answer;
    },
    /** Gives out one key more, and a way to sign with it. */
    newKey: async (kid: string, alg = 'ES256') => {
      const { publicKey, privateKey } = await generateKeyPair(alg);
      keys.push({ ...(await exportJWK(publicKey)), kid, alg });
      return async (claims: Readonly<Record<string, unknown>> = {}) => {
        const now = Math.floor(Date.now() / 1000);
        const usual = { iss: issuer, aud: 'annal', sub: 'bob', roles: ['clerk'], iat: now, exp: now + 600 };
        return new SignJWT({ ...usual, ...claims }).setProtectedHeader({ alg, kid }).sign(privateKey);
      };
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
