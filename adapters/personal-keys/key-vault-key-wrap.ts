import type { TokenCredential } from '@azure/identity';
import type { CryptographyClient, CryptographyClientOptions } from '@azure/keyvault-keys';
import { StoreUnavailable } from '../../application/streams/event-store.ts';
import { DamagedWrap, type KeyWrap } from './key-wrap.ts';

/** How the vault's key is reached. */
export interface VaultKey {
  /** `https://NAME.vault.azure.net/keys/KEY`: without a version, so that new keys are wrapped by its newest one. */
  readonly keyUrl: string;
  readonly credential: TokenCredential;
  readonly clientOptions?: CryptographyClientOptions;
  /** Milliseconds that only grow. */
  readonly now?: () => number;
}

/** RSA-OAEP with SHA-256: the padding that Key Vault recommends for new uses ("About keys", wrapping algorithms). */
const algorithm = 'RSA-OAEP-256';

/** How long the newest version of the key is cached, in milliseconds; the SDK itself would never look again. */
const rotationSeenAfterMs = 60 * 60 * 1_000;

const milliseconds = (): number => performance.now();

/** Wraps with a key that never leaves Key Vault. The SDK is loaded with the first use: it is large, and few invocations need it. */
export const keyVaultKeyWrap = ({ keyUrl, credential, clientOptions, now = milliseconds }: VaultKey): KeyWrap => {
  const clients = new Map<string, { readonly client: Promise<CryptographyClient>; readonly since: number }>();

  const open = async (url: string): Promise<CryptographyClient> => {
    const { cryptographyClient } = await import('./cryptography-client.ts');
    return cryptographyClient(url, credential, clientOptions);
  };

  const clientOf = (url: string): Promise<CryptographyClient> => {
    const known = clients.get(url);
    if (known !== undefined && now() - known.since < rotationSeenAfterMs) return known.client;
    const client = open(url);
    clients.set(url, { client, since: now() });
    return client;
  };

  return {
    wrap: (key) =>
      orUnavailable(async () => {
        const { result, keyID = '' } = await (await clientOf(keyUrl)).wrapKey(algorithm, key);
        return { wrapped: Buffer.from(result).toString('base64url'), wrappedBy: keyID };
      }),
    unwrap: ({ wrapped, wrappedBy }) =>
      orUnavailable(async () => {
        const client = await clientOf(versionOf(keyUrl, wrappedBy));
        const bytes = Buffer.from(wrapped, 'base64url');
        return Buffer.from((await client.unwrapKey(algorithm, bytes).catch(asDamage)).result);
      }),
  };
};

/**
 * A document names the version of the key that wrapped it. It must be one of this vault, so that a changed document cannot
 * redirect to another.
 */
const versionOf = (keyUrl: string, wrappedBy: string): string => {
  if (wrappedBy.startsWith(`${keyUrl}/`)) return wrappedBy;
  throw new Error(`A personal key was wrapped by ${wrappedBy}, which is no version of ${keyUrl}.`);
};

/** The vault answers 400 to bytes that its key has not wrapped; that the key is disabled or gone is 403 or 404. */
const asDamage = (error: unknown): never => {
  if (error instanceof Error && 'statusCode' in error && error.statusCode === 400)
    throw new DamagedWrap(`The key vault cannot unwrap these bytes: ${error.message}`, { cause: error });
  throw error;
};

/** A failure of the vault never counts as an erasure: the read or write has to be retried. */
const orUnavailable = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof DamagedWrap) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StoreUnavailable(`The key vault could not be used: ${reason}`, { cause, retryAfterSeconds: 5 });
  }
};
