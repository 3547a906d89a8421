import { thisOwner } from '../owner.ts';
import type { FeedRange, Lease, StoredLease } from './lease.ts';
import type { LeaseStore } from './lease-store.ts';

/** A lease that this host has. */
export interface HeldLease {
  readonly range: FeedRange;
  /** Aborted once somebody else has the lease, be it a later hold of this host. */
  readonly lost: AbortSignal;
  continuation(): string | null;
  /** Remembers how far the range has been read. Rejects when the store does not answer; then it may be tried again. */
  checkpoint(continuation: string): Promise<void>;
  /** Tells others that this host is still there. */
  renew(): Promise<void>;
  /** Gives the lease back, so that another host can take it at once. */
  release(): Promise<void>;
}

/** Takes a lease; undefined when another host was faster. */
export async function takeLease(store: LeaseStore, lease: StoredLease): Promise<HeldLease | undefined> {
  const taken = await store.replace(lease, { owner: thisOwner, term: lease.term + 1 });
  return taken && hold(store, taken);
}

function hold(store: LeaseStore, taken: StoredLease): HeldLease {
  const lost = new AbortController();
  let lease = taken;
  let writing: Promise<void> = Promise.resolve();
  const write = async (changes: Partial<Lease>): Promise<void> => {
    while (!lost.signal.aborted) {
      const written = await store.replace(lease, changes);
      if (written !== undefined) return void (lease = written);
      // Somebody took it, perhaps this very host after it hung, or a write of ours arrived although its answer was
      // lost: owner and term tell which.
      const current = await store.read(lease.id);
      if (current?.owner === thisOwner && current.term === taken.term) lease = current;
      else lost.abort();
    }
  };
  // One write at a time: a renewal and a checkpoint that crossed would take each other for another host.
  const inTurn = (changes: Partial<Lease>): Promise<void> => {
    const turn = writing.then(() => write(changes));
    writing = turn.catch(() => undefined);
    return turn;
  };
  return {
    range: taken.range,
    lost: lost.signal,
    continuation: () => lease.continuation,
    checkpoint: (continuation) => inTurn({ continuation }),
    renew: () => inTurn({}),
    release: () => inTurn({ owner: null }),
  };
}
