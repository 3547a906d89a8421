import { CosmosClient, type CosmosClientOptions, type Database } from '@azure/cosmos';

/** How to reach an account: with a key, or with the identity that this code runs under. */
export type CosmosConnection = { readonly connectionString: string } | { readonly endpoint: string };

/** The service ends an operation after five seconds; who waits longer waits for nothing. */
const usualTimeoutMs = 6_000;

type Credential = NonNullable<CosmosClientOptions['aadCredentials']>;

/**
 * A client of one account. Make one for a process and share it: it keeps connections, the account's layout, and the session
 * that lets a caller read what it has written.
 */
export const cosmosClient = (connection: CosmosConnection, requestTimeoutMs = usualTimeoutMs): CosmosClient =>
  new CosmosClient({
    ...('connectionString' in connection ? connection : { ...connection, aadCredentials: ownIdentity() }),
    // Without it the client sends no session token, and may be shown a state from before its own write.
    consistencyLevel: 'Session',
    // One place retries, under one budget of time, with the status codes that the client leaves alone: bounded-retries.ts.
    connectionPolicy: { requestTimeout: requestTimeoutMs, retryOptions: { maxRetryAttemptCount: 0 } },
  });

/** One database of an account, through a client of its own. */
export const cosmosDatabase = (connection: CosmosConnection, name: string): Database =>
  cosmosClient(connection).database(name);

/** The identity library is large: it is loaded only where an identity is used, and with the first token. */
const ownIdentity = (): Credential => {
  let credential: Promise<Credential> | undefined;
  const load = async (): Promise<Credential> => {
    const { DefaultAzureCredential } = await import('@azure/identity');
    return new DefaultAzureCredential();
  };
  return { getToken: async (...request) => (await (credential ??= load())).getToken(...request) };
};
