import type { TokenCredential } from '@azure/identity';
import { CryptographyClient, type CryptographyClientOptions } from '@azure/keyvault-keys';

const usualOptions: CryptographyClientOptions = { retryOptions: { maxRetries: 2, maxRetryDelayInMs: 2_000 } };

/** A client of one key, or of one version of it; it connects when it is first used. */
export const cryptographyClient = (
  url: string,
  credential: TokenCredential,
  options: CryptographyClientOptions = {},
): CryptographyClient => new CryptographyClient(url, credential, { ...usualOptions, ...options });
