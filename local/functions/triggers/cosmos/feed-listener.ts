import { cosmosClients } from '../../connections/cosmos-clients.ts';
import { paused } from '../../host/retry.ts';
import type { Listener } from '../listener.ts';
import type { Outage } from '../outage.ts';
import { thisOwner } from '../owner.ts';
import { within } from '../within.ts';
import { isAbandoned } from './abandoned-lease.ts';
import type { FeedOptions } from './feed-options.ts';
import { takeLease, type HeldLease } from './held-lease.ts';
import type { StoredLease } from './lease.ts';
import { leasesToTake } from './lease-plan.ts';
import { openFeed, type OpenFeed } from './open-feed.ts';
import { readFeedRange, type RangeReading } from './read-feed-range.ts';

/** What a feed listener works with. `outageOf` makes a fresh one, since each range fails and recovers by itself. */
export interface FeedListening {
  readonly options: FeedOptions;
  readonly handle: RangeReading['handle'];
  readonly outageOf: () => Outage;
}

// How long a stop waits for a store that may be down before it leaves the lease to expire.
const releasePatience = 2_000;

/**
 * Reads every range of a feed that this host has the lease of, all ranges in parallel. Leases are looked over in every
 * acquire interval: a range whose host is gone gets a new one, and hosts share the ranges evenly.
 */
export function feedListener(listening: FeedListening): Listener {
  const clients = cosmosClients();
  const stop = new AbortController();
  const readings = new Map<string, Promise<void>>();

  const read = async (feed: OpenFeed, lease: HeldLease): Promise<void> => {
    const { options, handle, outageOf } = listening;
    const renewing = renewUntil(lease, options.renewInterval, stop.signal);
    await readFeedRange({ container: feed.container, options, lease, handle, outage: outageOf() }, stop.signal);
    await renewing;
    if (!lease.lost.aborted) await within(releasePatience, lease.release());
  };

  const takeLeases = async (feed: OpenFeed): Promise<void> => {
    const leases = await feed.leases.list();
    for (const lease of toTake(leases, readings, listening.options.expirationInterval)) {
      const held = await takeLease(feed.leases, lease);
      if (held === undefined) continue;
      readings.set(
        lease.id,
        read(feed, held).finally(() => readings.delete(lease.id)),
      );
    }
  };

  const run = async (): Promise<void> => {
    const outage = listening.outageOf();
    let feed: OpenFeed | undefined;
    while (!stop.signal.aborted) {
      try {
        feed ??= await openFeed(clients, listening.options);
        await takeLeases(feed);
        outage.over();
        await paused(listening.options.acquireInterval, stop.signal);
      } catch (error) {
        await outage.wait(error, stop.signal);
      }
    }
  };

  let running: Promise<void> = Promise.resolve();
  return {
    start: () => void (running = run()),
    stop: async () => {
      stop.abort();
      await Promise.all([within(releasePatience, running), ...readings.values()]);
      clients.close();
    },
  };
}

/**
 * What the plan says, and leases of ours that no reader of this process has: one that ended, or a write it lost. A range
 * whose lease was lost while its function hung is left to others until that call ends: two readers of one range in a
 * process would pass each other.
 */
function toTake(
  leases: readonly StoredLease[],
  readings: ReadonlyMap<string, unknown>,
  expiration: number,
): readonly StoredLease[] {
  const unread = leases.filter(({ id, owner }) => owner === thisOwner && !readings.has(id));
  const isFree = (lease: StoredLease) => !readings.has(lease.id) && isAbandoned(lease, expiration);
  const planned = leasesToTake(leases, thisOwner, isFree).filter(({ id }) => !readings.has(id));
  return [...unread, ...planned];
}

async function renewUntil(lease: HeldLease, interval: number, stop: AbortSignal): Promise<void> {
  const ended = AbortSignal.any([stop, lease.lost]);
  // A renewal that fails is only late: the next one, or a checkpoint, comes before the lease expires.
  while (await paused(interval, ended)) await lease.renew().catch(() => undefined);
}
