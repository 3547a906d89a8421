import type { Container, CosmosClient } from '@azure/cosmos';

/** Where a container is. */
export interface ContainerAddress {
  readonly connectionString: string;
  readonly database: string;
  readonly container: string;
}

/** Clients of the Cosmos DB, one for each account. */
export interface CosmosClients {
  open(address: ContainerAddress): Promise<Container>;
  close(): void;
}

/** Clients that are made when first needed, so that a host without such a need never loads the SDK. */
export function cosmosClients(): CosmosClients {
  const clients = new Map<string, CosmosClient>();
  return {
    open: async ({ connectionString, database, container }) => {
      const { CosmosClient } = await import('@azure/cosmos');
      const client = clients.get(connectionString) ?? new CosmosClient(connectionString);
      clients.set(connectionString, client);
      return client.database(database).container(container);
    },
    close: () => {
      for (const client of clients.values()) client.dispose();
    },
  };
}
