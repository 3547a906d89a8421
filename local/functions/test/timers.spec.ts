import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startFunctionsHost, type FunctionsHost } from '../index.ts';
import { openTimerStore } from '../triggers/timer/timer-store.ts';

const data = mkdtempSync(join(tmpdir(), 'annal-timers-'));
const store = openTimerStore(data);
const lines: string[] = [];
let host: FunctionsHost;

const status = (next: string) => ({ last: '2026-01-01T00:00:00.000Z', lastUpdated: '2026-01-01T00:00:00.000Z', next });

beforeAll(async () => {
  const past = status('2026-01-02T00:00:00.000Z');
  store.remember('was-due', past);
  store.remember('was-not-due', status('2999-01-01T00:00:00.000Z'));
  store.remember('unmonitored', past);
  host = await startFunctionsHost({
    appRoot: join(import.meta.dirname, 'apps/timers'),
    data,
    keys: false,
    settings: { STUBBORN_SCHEDULE: '0 0 1 1 1 *' },
    log: (line) => lines.push(line),
  });
});
afterAll(async () => {
  await host.close();
  store.close();
  rmSync(data, { recursive: true });
});

const said = (name: string) =>
  lines.filter((line) => line.startsWith(`  ${name}: `)).map((line) => line.slice(name.length + 4));

describe('A timer', () => {
  it('is called by its schedule, and never while its last call still runs', async () => {
    await expect.poll(() => said('every-second').length).toBeGreaterThan(2);
    expect(new Set(said('every-second'))).toEqual(new Set(['running 1']));
  });

  it('that was due while no host ran is called at once, and knows it', async () => {
    await expect.poll(() => said('was-due')).toHaveLength(1);
    expect(JSON.parse(said('was-due')[0] ?? '')).toEqual({
      schedule: { adjustForDST: true },
      scheduleStatus: status('2026-01-02T00:00:00.000Z'),
      isPastDue: true,
    });
    expect([said('was-not-due'), said('unmonitored')]).toEqual([[], []]);
  });

  it('is remembered with its next occurrence', async () => {
    const next = () => store.status('was-due')?.next ?? '';
    await expect.poll(() => Date.parse(next())).toBeGreaterThan(Date.now());
  });

  it('is retried by its policy', async () => {
    await expect.poll(() => said('stubborn')).toEqual(['try 0', 'try 1', 'try 2']);
  });

  it('can be started by hand', async () => {
    const response = await fetch(`${host.url}/admin/functions/was-not-due`, { method: 'POST', body: '{}' });
    expect(response.status).toBe(202);
    await expect.poll(() => said('was-not-due')).toHaveLength(1);
  });
});
