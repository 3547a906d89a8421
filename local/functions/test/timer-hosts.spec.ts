import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startHostProcess, type HostProcess } from './support/host-process.ts';

const data = mkdtempSync(join(tmpdir(), 'annal-timer-hosts-'));
const hosts: HostProcess[] = [];
afterAll(async () => {
  for (const host of hosts) {
    host.signal('SIGKILL');
    await host.ended();
  }
  rmSync(data, { recursive: true, force: true });
});

const startHost = () => {
  const settings = { STUBBORN_SCHEDULE: '0 0 1 1 1 *' };
  const host = startHostProcess(join(import.meta.dirname, 'apps/timers'), settings, ['--data', data]);
  hosts.push(host);
  return host;
};
const calls = ({ lines }: HostProcess) => lines.filter((line) => line.startsWith('  every-second: ')).length;
const isUp = ({ lines }: HostProcess) => lines.some((line) => line.startsWith('functions: http'));

describe('A timer of several hosts on one data folder', () => {
  it('runs in one of them, and in another one when that is killed or stopped', async () => {
    const first = startHost();
    await expect.poll(() => calls(first)).toBeGreaterThan(0);
    const second = startHost();
    await expect.poll(() => isUp(second)).toBe(true);
    const before = calls(first);
    await expect.poll(() => calls(first)).toBeGreaterThan(before + 1);
    expect(calls(second)).toBe(0);

    first.signal('SIGKILL');
    await expect.poll(() => calls(second)).toBeGreaterThan(0);
    const third = startHost();
    await expect.poll(() => isUp(third)).toBe(true);
    second.signal('SIGTERM');
    await second.ended();
    await expect.poll(() => calls(third)).toBeGreaterThan(0);
  });
});
