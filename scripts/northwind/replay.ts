import type { ApiClient } from '../client/api.ts';
import type { Person } from '../client/credentials.ts';
import type { NorthwindOrder } from './read-orders.ts';

/** The caller who sends the orders and reads the views. */
export const importer: Person = { name: 'northwind-import', roles: ['clerk'] };

/** The commands of one order's life, in their order. */
export const commandsOf = (order: NorthwindOrder): readonly { readonly name: string; readonly body: unknown }[] => [
  {
    name: 'place',
    body: {
      customerId: order.customerId,
      currency: 'USD',
      lines: order.lines,
      country: order.country,
      placedAt: `${order.orderedOn}T00:00:00Z`,
    },
  },
  ...(order.isShipped ? ['confirm', 'pay', 'ship'].map((name) => ({ name, body: {} })) : []),
];

/**
 * Sends an order's commands, each under a key made of the order and the command, so that a run that was cut off can simply be
 * started again. Gives the version that the order has come to.
 */
export const replayOrder = async (api: ApiClient, order: NorthwindOrder): Promise<number> => {
  let version = 0;
  for (const { name, body } of commandsOf(order)) {
    const path = `/api/orders/${order.orderId}/${name}`;
    const answer = await api.command(path, body, {
      as: importer,
      idempotencyKey: `northwind-${order.orderId}-${name}`,
    });
    if (answer.status !== 200 && answer.status !== 201)
      throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    ({ version } = answer.body as { version: number });
  }
  return version;
};
