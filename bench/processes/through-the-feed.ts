import { setTimeout as pause } from 'node:timers/promises';
import { order } from '../../domain/order/index.ts';
import { placedOrders } from '../commands/fulfilments.ts';
import type { Server } from '../cosmos/server.ts';
import { startApp } from '../measure/app.ts';

/**
 * Has orders fulfilled by the app in the local host, whose feed waits so long after it has found nothing, in milliseconds. They are
 * confirmed one after the other, at moments that are spread evenly over that wait. Gives how long each took from its confirmation to its
 * shipment, in milliseconds, by the moments at which both were recorded. One more goes before them and is not counted: the host is ready
 * when it has fulfilled it.
 */
export const fulfilledThroughTheFeed = async (
  server: Server,
  folder: string,
  { orders, pollDelayMs }: { readonly orders: number; readonly pollDelayMs: number },
): Promise<readonly number[]> => {
  const { database } = server.events;
  const { ids, confirm, isShipped, historyOf } = await placedOrders(database, 'fed', { orders: orders + 1, lines: 2 });
  const host = await startApp(server, folder, { functions: 'FollowProcesses', pollDelayMs });
  const took: number[] = [];
  try {
    for (const [index, id] of ids.entries()) {
      await pause((pollDelayMs * index) / orders);
      await confirm(id);
      while (!(await isShipped(id))) await pause(20);
      const commits = await historyOf(order.category, id);
      const at = (type: string): number =>
        Date.parse(commits.find(({ events }) => events.some((event) => event.type === type))?.recordedAt ?? '');
      took.push(at('OrderShipped') - at('OrderConfirmed'));
    }
  } finally {
    await host.stop();
  }
  return took.slice(1);
};
