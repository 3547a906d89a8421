import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startService } from '@annal/local-server';
import { expect, it, onTestFinished } from 'vitest';
import { freePortSettings } from '../../../bench/start/free-ports.ts';
import { azuriteServer } from '../../../local/start/servers.ts';
import { readPorts } from '../../../local/start/start-options.ts';

/** The name that the server behind a port gives itself, without its version; undefined while nothing answers. */
const serverOn = async (port: number): Promise<string | undefined> => {
  try {
    const { headers } = await fetch(`http://127.0.0.1:${port}/devstoreaccount1?comp=list`);
    return headers.get('server')?.split('/')[0];
  } catch {
    return undefined;
  }
};

it('Azurite serves blobs, queues and tables without the packages that stubs stand for', async () => {
  const ports = readPorts(await freePortSettings());
  const data = mkdtempSync(join(tmpdir(), 'annal-azurite-'));
  const root = resolve(import.meta.dirname, '../../..');
  const azurite = startService(azuriteServer({ root, data, ports, show: () => () => undefined }));
  onTestFinished(async () => {
    await azurite.stop();
    rmSync(data, { recursive: true, force: true });
  });
  await azurite.ready;
  const servers = () => Promise.all([ports.blob, ports.queue, ports.table].map(serverOn));
  await expect.poll(servers).toEqual(['Azurite-Blob', 'Azurite-Queue', 'Azurite-Table']);
});
