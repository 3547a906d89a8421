import { isGone } from '../owner.ts';
import type { Lease } from './lease.ts';

/** Whether nobody works on a lease: it has no owner, or one that has not renewed for `expiration` ms, or that is gone. */
export function isAbandoned(lease: Lease, expiration: number, now: Date = new Date()): boolean {
  if (lease.owner === null) return true;
  return now.getTime() - Date.parse(lease.renewedAt) > expiration || isGone(lease.owner);
}
