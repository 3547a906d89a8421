import type { Container, CosmosClient } from '@azure/cosmos';
import type { ContainerAddress, FeedOptions } from './feed-options.ts';
import { feedName } from './lease.ts';
import { leaseStore, type LeaseStore } from './lease-store.ts';

/** A monitored container with its leases, both reachable. */
export interface OpenFeed {
  readonly container: Container;
  readonly leases: LeaseStore;
}

/** The clients that one feed uses, one for each account. */
export interface FeedClients {
  open(address: ContainerAddress): Promise<Container>;
  close(): void;
}

/** Clients that are made when first needed, so that a host without feeds never loads the SDK. */
export function feedClients(): FeedClients {
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

/** Finds both containers and makes the leases that are missing. Rejects when the store does not answer. */
export async function openFeed(clients: FeedClients, options: FeedOptions): Promise<OpenFeed> {
  const { monitored, leases, prefix, createLeases } = options;
  const container = await clients.open(monitored);
  const leaseContainer = await clients.open(leases);
  const { resource } = await container.read();
  if (resource === undefined) throw new Error(`container ${monitored.database}/${monitored.container} is not there`);
  if (createLeases)
    await leaseContainer.database.containers.createIfNotExists({ id: leases.container, partitionKey: '/id' });
  const store = leaseStore(leaseContainer, feedName(prefix, monitored.database, monitored.container, resource._rid));
  await store.createMissing(await container.getFeedRanges());
  return { container, leases: store };
}
