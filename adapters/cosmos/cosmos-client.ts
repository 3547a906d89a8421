import { CosmosClient, type Database } from '@azure/cosmos';
import { ownIdentity } from '../own-identity.ts';
import { countingClient } from './counting-client.ts';

/** How to reach an account: with a key, or with the identity that this code runs under. */
export type CosmosConnection = { readonly connectionString: string } | { readonly endpoint: string };

/** The service ends an operation after five seconds; who waits longer waits for nothing. */
const usualTimeoutMs = 6_000;

/** What may differ between clients. */
export interface ClientOptions {
  readonly requestTimeoutMs?: number;
  /** Is told of each request for documents, when it is answered or has failed: the request units that it was charged. */
  readonly onRequest?: (charge: number) => void;
}

/**
 * A client of one account. Make one for a process and share it: it keeps connections, the account's layout, and the session
 * that lets a caller read what it has written.
 */
export const cosmosClient = (
  connection: CosmosConnection,
  { requestTimeoutMs = usualTimeoutMs, onRequest }: ClientOptions = {},
): CosmosClient =>
  new CosmosClient({
    ...('connectionString' in connection ? connection : { ...connection, aadCredentials: ownIdentity() }),
    // Without it the client sends no session token, and may be shown a state from before its own write.
    consistencyLevel: 'Session',
    // One place retries, under one budget of time, with the status codes that the client leaves alone: bounded-retries.ts.
    connectionPolicy: { requestTimeout: requestTimeoutMs, retryOptions: { maxRetryAttemptCount: 0 } },
    ...(onRequest !== undefined && { httpClient: countingClient(onRequest) }),
  });

/** One database of an account, through a client of its own. */
export const cosmosDatabase = (connection: CosmosConnection, name: string, options?: ClientOptions): Database =>
  cosmosClient(connection, options).database(name);
