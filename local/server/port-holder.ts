import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const listening = '0A';
const longestCommand = 120;

/**
 * Names the process that listens on a TCP port of this machine: its command and its id. Undefined where that cannot be
 * seen: for a process of another user, and on systems other than Linux. The tables are described in proc(5).
 */
export function portHolder(port: number): string | undefined {
  const sockets = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningSockets(table, port)));
  if (sockets.size === 0) return undefined;
  const pid = namesIn('/proc').find(
    (name) => /^\d+$/.test(name) && namesIn(`/proc/${name}/fd`).some((fd) => sockets.has(target(name, fd))),
  );
  return pid && `${commandOf(pid)} (process ${pid})`;
}

/** The names under which descriptors of processes point to the sockets that listen on a port. */
function listeningSockets(table: string, port: number): readonly string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = orElse('', () => readFileSync(table, 'utf8')).split('\n');
  return rows.flatMap((row) => {
    const [, local = '', , state, , , , , , inode] = row.trim().split(/\s+/);
    return state === listening && local.endsWith(suffix) ? [`socket:[${inode}]`] : [];
  });
}

function target(pid: string, descriptor: string): string {
  return orElse('', () => readlinkSync(`/proc/${pid}/fd/${descriptor}`));
}

function commandOf(pid: string): string {
  const command = orElse('', () => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
  return command.replaceAll('\0', ' ').trim().slice(0, longestCommand);
}

function namesIn(folder: string): readonly string[] {
  return orElse([], () => readdirSync(folder));
}

/** Processes end while they are looked at, and others may not be looked at. */
function orElse<T>(otherwise: T, read: () => T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
