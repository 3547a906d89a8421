import { setTimeout as pause } from 'node:timers/promises';
import type { Server } from '../cosmos/server.ts';
import { startApp } from '../measure/app.ts';
import { lastVersion } from './history.ts';
import { view } from './new-process.ts';
import { spentBy, type Spent } from './spent.ts';

/** The feed function of the view in the local Functions host, from the start of the feed: from when the host is ready. */
export const followInHost = async (server: Server, folder: string, orders: number): Promise<Spent> => {
  const host = await startApp(server, folder, { functions: 'FollowViewOrders', pollDelayMs: 50 });
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
