import {
  ChangeFeedStartFrom,
  CosmosClient,
  type Container,
  type ContainerRequest,
  type FeedRange,
  type RequestOptions,
} from '@azure/cosmos';
import { afterAll, beforeAll } from 'vitest';
import { startCosmos, type CosmosServer } from '../index.ts';

/** A server in memory for one spec file, and a client of the real SDK on it. */
export interface LocalAccount {
  readonly server: () => CosmosServer;
  readonly client: () => CosmosClient;
  /** An empty container; three ranges and the partition key `/pk`, unless the request says otherwise. */
  readonly freshContainer: (request?: Partial<ContainerRequest>, options?: RequestOptions) => Promise<Container>;
}

/** The clock of the server, which specs may move. Milliseconds since 1970. */
export interface Clock {
  now: number;
}

export function useLocalAccount(clock?: Clock): LocalAccount {
  let server: CosmosServer | undefined;
  let client: CosmosClient | undefined;
  let containers = 0;

  beforeAll(async () => {
    server = await startCosmos({ data: ':memory:', ...(clock === undefined ? {} : { now: () => clock.now }) });
    client = new CosmosClient(server.connectionString);
    await client.databases.create({ id: 'specs' });
  });
  afterAll(async () => {
    client?.dispose();
    await server?.close();
  });

  const started = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('The server starts with the first spec of the file.');
    return value;
  };
  return {
    server: () => started(server),
    client: () => started(client),
    freshContainer: async (request = {}, options = {}) => {
      containers += 1;
      const definition = {
        id: `container-${containers}`,
        partitionKey: { paths: ['/pk'], version: 2 },
        throughput: 18_000,
      };
      const { container } = await started(client)
        .database('specs')
        .containers.create({ ...definition, ...request }, options);
      return container;
    },
  };
}

/** Options of a query whose client does not merge the answers of the ranges: this server answers it whole. */
export const unmerged = { initialHeaders: { 'x-ms-documentdb-query-enablecrosspartition': false } } as const;

/** What a call that must fail failed with: the status as the SDK's `code`, and the substatus. */
export async function failureOf(
  call: Promise<unknown>,
): Promise<{ code: number; substatus?: number; message: string }> {
  try {
    await call;
  } catch (error) {
    return error as { code: number; substatus?: number; message: string };
  }
  throw new Error('The call succeeded, but should have been refused.');
}

/** Where a reader of the change feed starts. The SDK types these as a class of which none of them is an instance. */
export const startFrom = {
  beginning: (scope?: FeedRange | string) => ChangeFeedStartFrom.Beginning(scope) as unknown as ChangeFeedStartFrom,
  now: (scope?: FeedRange | string) => ChangeFeedStartFrom.Now(scope) as unknown as ChangeFeedStartFrom,
  time: (time: Date) => ChangeFeedStartFrom.Time(time) as unknown as ChangeFeedStartFrom,
  continuation: (token: string) => ChangeFeedStartFrom.Continuation(token) as unknown as ChangeFeedStartFrom,
};
