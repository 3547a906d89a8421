import type { Container } from '@azure/cosmos';
import type { CosmosClients } from '../../connections/cosmos-clients.ts';
import type { FeedOptions } from './feed-options.ts';
import { feedName } from './lease.ts';
import { leaseStore, type LeaseStore } from './lease-store.ts';

/** A monitored container with its leases, both reachable. */
export interface OpenFeed {
  readonly container: Container;
  readonly leases: LeaseStore;
}

/** Finds both containers and makes the leases that are missing. Rejects when the store does not answer. */
export async function openFeed(clients: CosmosClients, options: FeedOptions): Promise<OpenFeed> {
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
