import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import type { Lease } from '../triggers/cosmos/lease.ts';
import { isAbandoned } from '../triggers/cosmos/abandoned-lease.ts';
import { thisOwner } from '../triggers/owner.ts';

const now = new Date('2026-01-01T00:01:00Z');
const expiration = 30_000;
/** A lease that was renewed ten seconds ago, or so many. */
const heldBy = (owner: string | null, secondsAgo = 10): Lease => ({
  id: 'lease',
  feed: 'feed',
  range: { minInclusive: '', maxExclusive: 'FF' },
  owner,
  term: 1,
  renewedAt: new Date(now.getTime() - secondsAgo * 1000).toISOString(),
  continuation: null,
});
const gone = (lease: Lease) => isAbandoned(lease, expiration, now);

describe('A lease is abandoned', () => {
  it('when nobody has it', () => {
    expect(gone(heldBy(null))).toBe(true);
  });

  it('when its owner has not renewed it for the expiration interval, wherever that is', () => {
    for (const owner of [thisOwner, `${hostname()}|${process.ppid}|x`, 'another-machine|1|x']) {
      expect(gone(heldBy(owner, 29))).toBe(false);
      expect(gone(heldBy(owner, 31))).toBe(true);
    }
  });

  it('at once when its owner was a process of this machine that is gone', () => {
    expect(gone(heldBy(`${hostname()}|999999999|x`))).toBe(true);
    expect(gone(heldBy('another-machine|999999999|x'))).toBe(false);
  });

  it('at once when its owner had the process id that this host has now', () => {
    expect(gone(heldBy(`${hostname()}|${process.pid}|x`))).toBe(true);
    expect(gone(heldBy(thisOwner))).toBe(false);
  });
});
