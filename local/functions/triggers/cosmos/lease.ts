/**
 * Who reads one range of a feed, and how far it has been read: a document of the lease container, whose partition key
 * is `/id`. The form is this host's own; the real host's extension keeps leases of another form and ignores these.
 */
export interface Lease {
  /** `<feed>..<first>-<last>` of the range. */
  readonly id: string;
  /** Whose lease it is: `<prefix>|<database>|<container>|<resource id of that container>`. */
  readonly feed: string;
  readonly range: FeedRange;
  /** The host that reads the range; null when none does. */
  readonly owner: string | null;
  /** How often the lease has been taken. It tells a host's hold of it from an earlier one that the same host lost. */
  readonly term: number;
  /** When the owner last proved that it is there; ISO time. */
  readonly renewedAt: string;
  /** The feed's continuation token after the last batch that is done; null before the first. */
  readonly continuation: string | null;
}

/** A lease as stored. */
export type StoredLease = Lease & { readonly _etag: string };

/** Effective partition keys, as `container.getFeedRanges()` gives them. */
export interface FeedRange {
  readonly minInclusive: string;
  readonly maxExclusive: string;
}

/** The name that all leases of one function on one container share. A container made anew has a new resource id. */
export function feedName(prefix: string, database: string, container: string, resourceId: string): string {
  return [prefix, database, container, resourceId].join('|').replace(/[/\\#?]/g, '-');
}

/** A lease that nobody holds, at the start of its range. */
export function freshLease(feed: string, { minInclusive, maxExclusive }: FeedRange, now: Date): Lease {
  return {
    id: `${feed}..${minInclusive}-${maxExclusive}`,
    feed,
    range: { minInclusive, maxExclusive },
    owner: null,
    term: 0,
    renewedAt: now.toISOString(),
    continuation: null,
  };
}

/** Whether this lease covers the range: its own, or one that came out of a split of it. */
export function covers({ range }: Lease, { minInclusive, maxExclusive }: FeedRange): boolean {
  return range.minInclusive <= minInclusive && range.maxExclusive >= maxExclusive;
}
