import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** The name under which this process holds leases: machine, process, and a mark that no other process had. */
export const thisOwner = [hostname(), process.pid, randomUUID()].join('|');

/**
 * Whether an owner is a process of this machine that does not run any more, so that a host that was killed and started
 * again need not wait for its own leases.
 */
export function isGone(owner: string): boolean {
  const [machine, pid] = owner.split('|');
  if (machine !== hostname() || owner === thisOwner) return false;
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
