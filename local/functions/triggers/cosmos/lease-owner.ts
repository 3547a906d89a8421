import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Lease } from './lease.ts';

/** The name under which this process holds leases: machine, process, and a mark that no other process had. */
export const thisOwner = [hostname(), process.pid, randomUUID()].join('|');

/**
 * Whether a lease's owner is gone: it has not renewed for `expiration` milliseconds or, on this machine, its process
 * does not run any more, so that a host that was killed and started again need not wait for its own leases.
 */
export function isAbandoned(lease: Lease, expiration: number, now: Date = new Date()): boolean {
  if (lease.owner === null) return true;
  if (now.getTime() - Date.parse(lease.renewedAt) > expiration) return true;
  const [machine, pid] = lease.owner.split('|');
  if (machine !== hostname() || lease.owner === thisOwner) return false;
  return Number(pid) === process.pid || !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
