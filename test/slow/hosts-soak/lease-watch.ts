import { setTimeout as pause } from 'node:timers/promises';
import { effectiveKey } from '@annal/local-cosmos';
import type { Lease } from '@annal/local-functions';
import type { Container } from '@azure/cosmos';
import type { Entry } from './ledger.ts';

/** Watches the leases of all feeds. */
export interface LeaseWatch {
  /** Leases whose place went back, in words. It must never. */
  readonly movedBack: readonly string[];
  /** How often a lease was seen in other hands than before. */
  readonly handovers: () => number;
  /**
   * Batches of the witness whose host had handled the batch before, too, without having had the lease since, in words. One
   * batch may end after its lease was lost; the place that it cannot write down any more must be the end of it.
   */
  readonly strays: (entries: readonly Entry[]) => readonly string[];
  readonly end: () => Promise<void>;
}

/** Who was seen with a lease, and when. */
interface Sight {
  readonly pid: number | undefined;
  readonly at: number;
}

/** Looks at every lease again and again. */
export const watchLeases = (leases: Container): LeaseWatch => {
  const last = new Map<string, Lease>();
  const sights = new Map<string, Sight[]>();
  const movedBack: string[] = [];
  let handovers = 0;
  const over = new AbortController();
  const look = async (): Promise<void> => {
    const { resources } = await leases.items.readAll<Lease>().fetchAll();
    for (const lease of resources) {
      const before = last.get(lease.id);
      last.set(lease.id, lease);
      sights.set(lease.id, [...(sights.get(lease.id) ?? []), { pid: pidOf(lease), at: Date.now() }]);
      if (before === undefined) continue;
      if (before.term !== lease.term) handovers += 1;
      if (placeOf(lease) < placeOf(before)) movedBack.push(`${lease.id}: ${placeOf(before)} to ${placeOf(lease)}`);
    }
  };
  const looking = (async () => {
    do await look();
    while (await pause(50, true, { signal: over.signal }).catch(() => false));
  })();
  return {
    movedBack,
    handovers: () => handovers,
    strays: (entries) => {
      const held = [...last.values()].filter(({ feed }) => feed.startsWith('witness|'));
      return held.flatMap((lease) => straysOf(lease, sights.get(lease.id) ?? [], entries));
    },
    end: () => {
      over.abort();
      return looking;
    },
  };
};

const straysOf = (lease: Lease, sights: readonly Sight[], entries: readonly Entry[]): readonly string[] => {
  const own = entries.filter(({ commits }) => isWithin(lease, commits[0]?.streamId ?? ''));
  return own.flatMap(({ pid, at }, index) => {
    const before = own.slice(0, index).findLast((entry) => entry.pid === pid);
    if (before === undefined) return [];
    const since = sights.findLastIndex((sight) => sight.at < before.at);
    const had = sights.slice(Math.max(since, 0)).some((sight) => sight.pid === pid && sight.at <= at);
    return had ? [] : [`${lease.id}: process ${pid} went on without it`];
  });
};

const isWithin = ({ range }: Lease, streamId: string): boolean => {
  const place = effectiveKey([streamId], 'V2');
  return range.minInclusive <= place && place < range.maxExclusive;
};

const pidOf = ({ owner }: Lease): number | undefined => (owner === null ? undefined : Number(owner.split('|')[1]));

/** How far a range has been read: the number in its continuation token, -1 before the first. */
const placeOf = ({ continuation }: Lease): number => {
  if (continuation === null) return -1;
  const { Continuation: ranges } = JSON.parse(continuation) as { Continuation: { continuationToken: string }[] };
  return Math.max(...ranges.map(({ continuationToken }) => Number(/\d+/.exec(continuationToken)?.[0] ?? -1)));
};
