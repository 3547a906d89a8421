import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePortSettings } from '../../bench/start/free-ports.ts';
import { startSystem, type SystemProcess } from '../local/start/support/system-process.ts';
import { bearer } from '../support/tokens.ts';
import { writeNorthwindSample, type SampleOrder } from '../end-to-end/northwind-sample.ts';

const orderCount = 120;

let folder: string;
let orders: readonly SampleOrder[];
let settings: Readonly<Record<string, string>>;
let system: SystemProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'annal-import-'));
  orders = await writeNorthwindSample(folder, orderCount);
  settings = { ...(await freePortSettings()), ANNAL_DATA: join(folder, 'data') };
  system = startSystem(settings, { inOwnGroup: true });
  await system.ready();
});

afterAll(async () => {
  system.signal('SIGTERM');
  await system.ended();
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
});

const runImport = async (): Promise<{ readonly exitCode: number | null; readonly text: string }> => {
  const root = resolve(import.meta.dirname, '../..');
  const child = spawn(process.execPath, ['scripts/import-northwind.ts', folder], {
    cwd: root,
    env: { ...process.env, ...settings },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => (text += part));
  const [exitCode] = (await once(child, 'close')) as [number | null];
  return { exitCode, text };
};

const get = async (path: string): Promise<unknown> => {
  const headers = await bearer(`http://127.0.0.1:${settings['ANNAL_IDENTITY_PORT']}`, 'auditor', ['auditor']);
  return (await fetch(`${system.api}/${path}`, { headers })).json();
};

const versionsOf = async (orderId: string): Promise<readonly number[]> => {
  const { entries } = (await get(`orders/${orderId}/history`)) as { entries: readonly { version: number }[] };
  return entries.map(({ version }) => version);
};

const isPlaced = async (index: number): Promise<boolean> => {
  const { entries = [] } = (await get(`orders/${orders[index]?.orderId}/history`)) as { entries?: readonly unknown[] };
  return entries.length > 0;
};

const mailsOf = async (orderId: string): Promise<readonly string[]> => {
  const { items } = (await get(`orders/${orderId}/mails`)) as { items: readonly { messageId: string }[] };
  return items.map(({ messageId }) => messageId);
};

it('an import that loses the whole system half-way, and is started again, brings in everything once', async () => {
  const cutOff = runImport();
  // Of the histories, which are never late as views are.
  await expect.poll(() => isPlaced(10)).toBe(true);
  const wasPlacedBefore = await isPlaced(orderCount - 1);
  system.signal('SIGKILL');
  await system.ended();
  system = startSystem(settings, { inOwnGroup: true });
  await system.ready();
  await cutOff;
  expect(wasPlacedBefore).toBe(false);

  // The importer compares the totals of the views with those of the files, and fails when they differ.
  expect(await runImport()).toMatchObject({ exitCode: 0, text: expect.stringContaining('net') as string });
  expect(await runImport()).toMatchObject({ exitCode: 0 });

  for (const { orderId, events } of orders) {
    const versions = Array.from({ length: events }, (_, index) => index + 1);
    expect(await versionsOf(orderId)).toEqual(versions);
    const expected = versions.map((version) => `order-${orderId}:${version}`);
    await expect.poll(() => mailsOf(orderId)).toEqual(expected);
  }
});
