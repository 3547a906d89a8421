import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCosmos } from '../../local/cosmos/index.ts';
import { hostKeys } from '../../local/functions/http/keys.ts';
import { openTimerStore } from '../../local/functions/triggers/timer/timer-store.ts';
import { startIdentity } from '../../local/identity/index.ts';
import { startServiceBus } from '../../local/service-bus/index.ts';
import { looseEntries } from './loose-entries.ts';

let root: string;
let data: string;
let umask: number;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'annal-private-'));
  data = join(root, 'server', 'data');
  umask = process.umask(0o022);
});
afterEach(() => {
  process.umask(umask);
  rmSync(root, { recursive: true });
});

/** What the Functions host keeps; an app can be loaded only once in a process. */
const startFunctions = () => {
  hostKeys(join(data, 'keys.json'));
  const timers = openTimerStore(data);
  return { close: () => timers.close() };
};
const servers = [
  { name: 'Cosmos DB', start: () => startCosmos({ data }) },
  { name: 'Service Bus', start: () => startServiceBus({ data }) },
  { name: 'Identity', start: () => startIdentity({ data }) },
  { name: 'Functions', start: startFunctions },
];

describe.skipIf(process.platform === 'win32').each(servers)('The data of $name', ({ start }) => {
  it('is for its owner alone, whatever the umask', async () => {
    const server = await start();
    expect(readdirSync(data)).not.toEqual([]);
    expect(looseEntries(join(root, 'server'))).toEqual([]);
    await server.close();
  });

  it('becomes so when an earlier version left it open to others', async () => {
    await (await start()).close();
    for (const name of readdirSync(data)) chmodSync(join(data, name), 0o644);
    chmodSync(data, 0o755);
    const server = await start();
    expect(looseEntries(data)).toEqual([]);
    await server.close();
  });

  it('leaves alone what a link in its folder points to', async () => {
    mkdirSync(data, { recursive: true });
    const elsewhere = join(root, 'elsewhere');
    writeFileSync(elsewhere, '');
    symlinkSync(elsewhere, join(data, 'link'));
    await (await start()).close();
    expect(statSync(elsewhere).mode & 0o777).toBe(0o644);
  });
});
