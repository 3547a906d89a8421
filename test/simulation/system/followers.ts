import { deliverToGroup } from '../../../application/feed/feed-group.ts';
import { rangeName } from '../../../application/lag/range-name.ts';
import type { Faults } from '../world/faults.ts';
import type { Random } from '../world/random.ts';
import type { Actor, World } from '../world/world.ts';
import type { Feed } from './feed.ts';
import type { Hosts } from './hosts.ts';
import { feedRangeOf, halvesOf, type KeyRange } from './key-ranges.ts';
import { asFoundByOlderCode } from './older-code.ts';
import type { SimulatedHost } from './simulated-host.ts';

/** What following the feed needs. */
export interface Following {
  readonly world: World;
  readonly random: Random;
  readonly faults: Faults;
  readonly feed: Feed;
  readonly hosts: Hosts;
  /** The most documents of a batch. */
  readonly mostTogether: number;
  /** How long a lease is kept for a host that has crashed, in milliseconds. */
  readonly leaseMs: number;
}

/** A range of the feed as one group follows it. The lease and the checkpoint are stored, and survive every host. */
interface Lease {
  readonly group: string;
  readonly range: KeyRange;
  /** Of the group and the range. */
  readonly name: string;
  /** Up to where the range was delivered. */
  position: number;
  /** Another one with each owner. */
  term: number;
}

const platform: Actor = { name: 'platform', isAlive: true };

const firstPauseMs = 2_000;
const longestPauseMs = 60_000;

/**
 * Has the feed groups follow the feed as the trigger of Azure Functions does: a host owns the lease of a range, delivers batch after
 * batch, and stores how far it has come. Gives what tells whether all has been delivered.
 */
export const followFeed = (groups: readonly string[], following: Following) => {
  const { world, random, faults, feed, hosts, leaseMs } = following;
  const leases = new Set<Lease>();

  const lease = (group: string, range: KeyRange, position = 0): void => {
    const added = { group, range, name: `${group}/${rangeName(feedRangeOf(range))}`, position, term: 0 };
    leases.add(added);
    give(added);
  };

  const give = (lease: Lease): void => {
    const host = hosts.any();
    if (host === undefined) {
      giveLater(lease);
      return;
    }
    const term = (lease.term += 1);
    host.onCrash(() => {
      if (lease.term === term) giveLater(lease);
    });
    work(lease, host, term).catch(world.fail);
  };

  const giveLater = (lease: Lease): void => {
    lease.term += 1;
    void world.turn(platform, `gives ${lease.name} away`, random.between(0, leaseMs)).then(() => {
      give(lease);
    });
  };

  /** The range of a lease is divided: each half has a lease of its own from now on, which goes on where the range was. */
  const divide = (divided: Lease): void => {
    divided.term += 1;
    leases.delete(divided);
    for (const half of halvesOf(divided.range)) lease(divided.group, half, divided.position);
  };

  const work = async (lease: Lease, host: SimulatedHost, term: number): Promise<void> => {
    const { group, range, name } = lease;
    let pauseMs = firstPauseMs;
    while (lease.term === term && host.isAlive) {
      await feed.more(range, lease.position);
      await world.turn(host, `is given ${name}`);
      if (feed.isDivided(range)) {
        if (lease.term === term) divide(lease);
        return;
      }
      const { documents, end } = feed.behind(range, lease.position, random.between(1, following.mostTogether));
      if (documents.length === 0) continue;
      if (faults.happens('lease taken')) give(lease);
      if (faults.happens('range divided')) divideSome();
      if (await isDelivered(host, group, documents)) {
        pauseMs = firstPauseMs;
        store(lease, term, end);
      } else {
        await world.turn(host, `tries ${name} again`, pauseMs);
        pauseMs = Math.min(longestPauseMs, pauseMs * 2);
      }
    }
  };

  const divideSome = (): void => {
    const range = random.oneOf(feed.ranges());
    world.note(platform, `divides ${rangeName(feedRangeOf(range))}`);
    feed.divide(range);
  };

  /** The owner of a lease that was taken stores how far it has come, too. So a range may be delivered again, and never skipped. */
  const store = (lease: Lease, term: number, end: number): void => {
    if (faults.happens('checkpoint lost')) return;
    lease.position = Math.max(lease.position, end);
    if (lease.term === term && faults.happens('delivered again'))
      lease.position = Math.max(0, lease.position - random.between(1, 20));
  };

  const isDelivered = async (host: SimulatedHost, group: string, documents: readonly unknown[]): Promise<boolean> => {
    const found = host.system.feeds.find(({ name }) => name === group);
    if (found === undefined) throw new Error(`The system has no feed ${group}.`);
    try {
      const { unread } = host.release;
      const read = unread === undefined ? documents : documents.map((each) => asFoundByOlderCode(each, unread.event));
      await deliverToGroup(found, read, () => undefined);
      return true;
    } catch (error) {
      world.note(host, `${group}: ${String(error)}`);
      return false;
    }
  };

  for (const group of groups) for (const range of feed.ranges()) lease(group, range);

  return {
    /** Whether every group has been given everything. */
    areAtEnd: (): boolean => [...leases].every(({ range, position }) => feed.isAtEnd(range, position)),
  };
};
