import type { ContainerRequest, CosmosClient, Database } from '@azure/cosmos';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { cosmosClient } from '../../adapters/cosmos/index.ts';
import topology from '../../infra/cosmos.json' with { type: 'json' };
import { startCosmos, type CosmosServer } from '../../local/cosmos/index.ts';

/** A Cosmos server for one spec file. */
export interface LocalCosmos {
  /** The server itself, to make its requests go wrong. Faults that have not hit end with their spec. */
  readonly server: () => CosmosServer;
  /** A client of its own, as another instance of the app would have one. Disposed of with the server. */
  readonly connect: () => CosmosClient;
  /** An empty database with the declared containers, each over three ranges. */
  readonly freshDatabase: () => Promise<Database>;
}

/** Starts a server on any free port before the specs of this file, and ends it after them. Its data is in memory. */
export const useLocalCosmos = (): LocalCosmos => {
  let started: CosmosServer | undefined;
  let databases = 0;
  const clients: CosmosClient[] = [];

  const server = (): CosmosServer => {
    if (started === undefined) throw new Error('The server starts with the first spec of the file.');
    return started;
  };

  const connect = (): CosmosClient => {
    const client = cosmosClient({ connectionString: server().connectionString });
    clients.push(client);
    return client;
  };

  beforeAll(async () => {
    started = await startCosmos({ data: ':memory:' });
  });
  afterEach(() => server().faults.clear());
  afterAll(async () => {
    for (const client of clients) client.dispose();
    await started?.close();
  });

  return {
    server,
    connect,
    freshDatabase: async () => {
      databases += 1;
      const { database } = await connect().databases.create({ id: `spec-${databases}` });
      for (const { name, ...declared } of topology.containers)
        await database.containers.create({ id: name, throughput: 18_000, ...declared } as ContainerRequest);
      return database;
    },
  };
};
