import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { makePrivateFolder } from '@annal/local-server';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';

/** What signs the tokens, and what everybody may know of it. */
export interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly publicKey: JWK;
  readonly kid: string;
}

const algorithm = 'RS256';

/** The key in this file, made when there is none yet, so that a token outlives the server; without a file a new one. */
export async function signingKey(file: string | undefined): Promise<SigningKey> {
  const jwk = file === undefined ? await newKey() : await keptKey(file);
  const { kty, n, e } = jwk;
  const kid = await calculateJwkThumbprint(jwk);
  return {
    privateKey: (await importJWK(jwk, algorithm)) as CryptoKey,
    publicKey: { kty, n, e, kid, alg: algorithm, use: 'sig' } as JWK,
    kid,
  };
}

async function keptKey(file: string): Promise<JWK> {
  makePrivateFolder(dirname(file));
  return (read(file) as JWK | undefined) ?? keep(file, await newKey());
}

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return exportJWK(privateKey);
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** At once or not at all: a server that is killed while it writes leaves no half of a key. */
function keep(file: string, key: JWK): JWK {
  writeFileSync(`${file}.new`, JSON.stringify(key), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return key;
}
