import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Server } from '../cosmos/server.ts';
import { startChild } from '../measure/child.ts';
import { lastVersion } from './history.ts';
import { view } from './new-process.ts';
import { spentBy, type Spent } from './spent.ts';

const root = join(import.meta.dirname, '../..');

/** What the app reads when it starts. Nothing but the store is asked for anything by the one function that runs. */
const settingsFor = ({ connectionString }: Server, folder: string): Readonly<Record<string, string>> => ({
  COSMOS: connectionString,
  COSMOS_DATABASE: 'annal',
  SERVICE_BUS:
    'Endpoint=sb://127.0.0.1:1/;SharedAccessKeyName=none;SharedAccessKey=bm9uZQ==;UseDevelopmentEmulator=true;',
  SERVICE_BUS_TOPIC: 'events',
  PERSONAL_DATA_KEY: `file:${join(folder, 'personal-data.key')}`,
  ARCHIVE: 'UseDevelopmentStorage=true',
  ARCHIVE_CONTAINER: 'archive',
  FEED_POLL_DELAY_MS: '50',
  CALLERS: 'jwt',
  CALLERS_ISSUER: 'http://127.0.0.1:1',
  CALLERS_AUDIENCE: 'annal',
});

/** The feed function of the view in the local Functions host, from the start of the feed: from when the host is ready. */
export const followInHost = async (server: Server, folder: string, orders: number): Promise<Spent> => {
  const args = ['--app', root, '--port', '0', '--functions', 'FollowViewOrders'];
  const host = await startChild('local/functions/run.mjs', args, settingsFor(server, folder));
  try {
    return await spentBy(server, () => untilAllAre(server, orders), host.pid);
  } finally {
    await host.stop();
  }
};

/** The order whose last commit is the last of all is asked for again and again: a point read takes next to nothing. */
const untilAllAre = async ({ container }: Server, orders: number): Promise<void> => {
  const last = String(orders - 1);
  const query = `SELECT VALUE COUNT(1) FROM c WHERE c.version = ${lastVersion}`;
  const version = async () => (await container(view).item(last, last).read<{ version: number }>()).resource?.version;
  while ((await version()) !== lastVersion) await pause(50);
  while ((await container(view).items.query(query).fetchAll()).resources[0] !== orders) await pause(50);
};
