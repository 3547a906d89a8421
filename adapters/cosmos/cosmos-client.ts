import { createDefaultHttpClient } from '@azure/core-rest-pipeline';
import { CosmosClient, type Database } from '@azure/cosmos';
import { ownIdentity } from '../own-identity.ts';
import { countingClient } from './counting-client.ts';
import { retryingRanges } from './range-retries.ts';

/** How to reach an account: with a key, or with the identity that this code runs under. */
export type CosmosConnection = { readonly connectionString: string } | { readonly endpoint: string };

/** The service ends an operation after five seconds, so a longer wait is useless. */
const usualTimeoutMs = 6_000;

/** What may differ between clients. */
export interface ClientOptions {
  readonly requestTimeoutMs?: number;
  /** Called after each request for documents, answered or failed, with its request units. */
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
    // Without it the client sends no session token, and may read a state from before its own write.
    consistencyLevel: 'Session',
    // bounded-retries.ts retries instead, within one time budget, also for status codes that the client does not retry.
    connectionPolicy: { requestTimeout: requestTimeoutMs, retryOptions: { maxRetryAttemptCount: 0 } },
    httpClient: retryingRanges(onRequest === undefined ? createDefaultHttpClient() : countingClient(onRequest)),
  });

/** One database of an account, through a client of its own. */
export const cosmosDatabase = (connection: CosmosConnection, name: string, options?: ClientOptions): Database =>
  cosmosClient(connection, options).database(name);
