import type { Lease } from './lease.ts';

/**
 * The leases that a host should take now: free ones up to its fair share, else one of the host that has most above its
 * own share. So hosts that come and go share a feed's ranges evenly, one move at a time (the change feed processor's
 * equal-partitions strategy). `isFree` says whether a lease has no owner that is there.
 */
export function leasesToTake<L extends Lease>(
  leases: readonly L[],
  me: string,
  isFree: (lease: L) => boolean,
): readonly L[] {
  const free = leases.filter((lease) => lease.owner !== me && isFree(lease));
  const held = leases.filter((lease) => lease.owner === me || !isFree(lease));
  const byOwner = Map.groupBy(held, ({ owner }) => owner ?? me);
  const hosts = new Set([...byOwner.keys(), me]);
  const share = Math.ceil(leases.length / hosts.size);
  const missing = share - (byOwner.get(me)?.length ?? 0);
  if (missing <= 0) return [];
  if (free.length > 0) return free.slice(0, missing);
  const [most = []] = [...byOwner.values()].sort((one, other) => other.length - one.length);
  return most.length > share ? most.slice(0, 1) : [];
}
