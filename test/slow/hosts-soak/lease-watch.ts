import { setTimeout as pause } from 'node:timers/promises';
import type { Container } from '@azure/cosmos';

/** Watches the leases of all feeds. */
export interface LeaseWatch {
  /** Leases whose place went back, in words. It must never. */
  readonly movedBack: readonly string[];
  /** How often a lease was seen in other hands than before. */
  readonly handovers: () => number;
  readonly end: () => Promise<void>;
}

interface LeaseDocument {
  readonly id: string;
  readonly owner: string | null;
  readonly term: number;
  readonly continuation: string | null;
}

/** Looks at every lease again and again. */
export const watchLeases = (leases: Container): LeaseWatch => {
  const last = new Map<string, LeaseDocument>();
  const movedBack: string[] = [];
  let handovers = 0;
  const over = new AbortController();
  const look = async (): Promise<void> => {
    const { resources } = await leases.items.readAll<LeaseDocument>().fetchAll();
    for (const lease of resources) {
      const before = last.get(lease.id);
      last.set(lease.id, lease);
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
    end: () => {
      over.abort();
      return looking;
    },
  };
};

/** How far a range has been read: the number in its continuation token, -1 before the first. */
const placeOf = ({ continuation }: LeaseDocument): number => {
  if (continuation === null) return -1;
  const { Continuation: ranges } = JSON.parse(continuation) as { Continuation: { continuationToken: string }[] };
  return Math.max(...ranges.map(({ continuationToken }) => Number(/\d+/.exec(continuationToken)?.[0] ?? -1)));
};
