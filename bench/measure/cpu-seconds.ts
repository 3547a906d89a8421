import { readFile } from 'node:fs/promises';

/** Linux counts in hundredths of a second, whatever its clock is (proc(5), USER_HZ). */
const ticksPerSecond = 100;

/**
 * How long the processor has worked for another process, in seconds. Unlike the time of the clock it is the same beside other work.
 * NaN where the system does not say it in `/proc`.
 */
export async function cpuSecondsOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The name of the program is in brackets, and may hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [user, system] = [fields[11], fields[12]];
  return (Number(user) + Number(system)) / ticksPerSecond;
}

/** The same of this process. */
export function ownCpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}
