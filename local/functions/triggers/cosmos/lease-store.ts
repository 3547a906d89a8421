import type { Container } from '@azure/cosmos';
import { covers, freshLease, type FeedRange, type Lease, type StoredLease } from './lease.ts';

/** The leases of one feed in their container. Everything rejects when the store does not answer. */
export interface LeaseStore {
  list(): Promise<readonly StoredLease[]>;
  /** Makes the leases that are missing for these ranges. Two hosts may do so at once. */
  createMissing(ranges: readonly FeedRange[]): Promise<void>;
  /** Writes the lease if it is still the one that was read; undefined when another host changed or removed it. */
  replace(lease: StoredLease, changes: Partial<Lease>): Promise<StoredLease | undefined>;
  read(id: string): Promise<StoredLease | undefined>;
}

/** The leases named `feed` in this container. */
export function leaseStore(container: Container, feed: string): LeaseStore {
  const list = async (): Promise<readonly StoredLease[]> => {
    const query = { query: 'SELECT * FROM c WHERE c.feed = @feed', parameters: [{ name: '@feed', value: feed }] };
    return (await container.items.query<StoredLease>(query).fetchAll()).resources;
  };
  return {
    list,
    createMissing: async (ranges) => {
      const known = await list();
      const missing = ranges.filter((range) => !known.some((lease) => covers(lease, range)));
      for (const range of missing) await ignoring(409, container.items.create(freshLease(feed, range, new Date())));
    },
    replace: async (lease, changes) => {
      const accessCondition = { type: 'IfMatch', condition: lease._etag };
      const next = { ...lease, ...changes, renewedAt: new Date().toISOString() };
      const write = container.item(lease.id, lease.id).replace<StoredLease>(next, { accessCondition });
      return (await ignoring(412, ignoring(404, write)))?.resource;
    },
    read: async (id) => (await container.item(id, id).read<StoredLease>()).resource,
  };
}

/** The answer, or undefined when the service refuses with this status. */
async function ignoring<T>(status: number, answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if ((error as { code?: unknown }).code === status) return undefined;
    throw error;
  }
}
