import { describe, expect, it } from 'vitest';
import type { Lease } from '../triggers/cosmos/lease.ts';
import { leasesToTake } from '../triggers/cosmos/lease-plan.ts';

/** Leases held by these hosts; a dead host's name is in capitals. */
const heldBy = (...owners: readonly (string | null)[]): readonly Lease[] =>
  owners.map((owner, index) => ({
    id: `lease-${index}`,
    feed: 'feed',
    range: { minInclusive: '', maxExclusive: 'FF' },
    owner,
    term: 1,
    renewedAt: '2026-01-01T00:00:00Z',
    continuation: null,
  }));
const isFree = ({ owner }: Lease) => owner === null || owner === owner.toUpperCase();
const taken = (...owners: readonly (string | null)[]) =>
  leasesToTake(heldBy(...owners), 'me', isFree).map(({ id }) => id);

describe('A host takes', () => {
  it('everything when it is alone', () => {
    expect(taken(null, null, null)).toEqual(['lease-0', 'lease-1', 'lease-2']);
  });

  it('what a dead host left, at once', () => {
    expect(taken('DEAD', 'me', 'DEAD')).toEqual(['lease-0', 'lease-2']);
  });

  it('only its share of what is free when another host lives', () => {
    expect(taken('other', null, null, null)).toEqual(['lease-1', 'lease-2']);
  });

  it('one lease at a time from the host that has most, until both have as many', () => {
    expect(taken('other', 'other', 'other', 'other')).toEqual(['lease-0']);
    expect(taken('me', 'other', 'other', 'other')).toEqual(['lease-1']);
    expect(taken('me', 'me', 'other', 'other')).toEqual([]);
  });

  it('nothing from a host that has no more than its share', () => {
    expect(taken('other')).toEqual([]);
    expect(taken('me', 'other', 'other')).toEqual([]);
  });
});
