import type { TokenCredential } from '@azure/identity';

/**
 * The identity that this code runs under; AZURE_CLIENT_ID says which of several. Its library is large: it is loaded only
 * where an identity is used, and with the first token.
 */
export const ownIdentity = (): TokenCredential => {
  let credential: Promise<TokenCredential> | undefined;
  const load = async (): Promise<TokenCredential> => {
    const { defaultCredential } = await import('./default-credential.ts');
    return defaultCredential();
  };
  return { getToken: async (...request) => (await (credential ??= load())).getToken(...request) };
};
