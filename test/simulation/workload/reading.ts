import type { Reader } from '../../../application/callers/reach.ts';
import type { ViewAnswer } from '../../../application/views/documents/view-query.ts';
import { accountsById } from '../../../domain/account/index.ts';
import { cartsById } from '../../../domain/cart/index.ts';
import { customersById } from '../../../domain/customer/index.ts';
import { ordersById } from '../../../domain/order/index.ts';
import { productsById } from '../../../domain/product/index.ts';
import type { SimulatedHost } from '../system/simulated-host.ts';
import type { Random } from '../world/random.ts';
import type { Client } from './client.ts';
import type { Records } from './records.ts';

const everything: Reader = { reach: 'all', personalReach: 'all' };

/** The view of an entity, by its category. */
const views = {
  order: ordersById,
  account: accountsById,
  product: productsById,
  cart: cartsById,
  customer: customersById,
};

type Category = keyof typeof views;

const isRead = (category: string): category is Category => Object.hasOwn(views, category);

const read = (
  { system }: SimulatedHost,
  category: Category,
  entityId: string,
  minVersion: number,
): Promise<ViewAnswer<unknown>> => {
  const key = { id: entityId, partition: entityId };
  switch (category) {
    case 'order':
      return system.readerOf(ordersById).for(everything).read(key, minVersion);
    case 'account':
      return system.readerOf(accountsById).for(everything).read(key, minVersion);
    case 'product':
      return system.readerOf(productsById).for(everything).read(key, minVersion);
    case 'cart':
      return system.readerOf(cartsById).for(everything).read(key, minVersion);
    case 'customer':
      return system.readerOf(customersById).for(everything).read(key, minVersion);
  }
};

/** A client that looks, after some of its commands, at what it has changed: at no older version than it has seen before. */
export const readingItsWrites = (client: Client, random: Random, records: Records): Client => {
  const seen = new Map<string, number>();
  return Object.assign(Object.create(client) as Client, {
    command: async (wish) => {
      const answer = await client.command(wish);
      const { category, entityId } = wish;
      if (answer.outcome !== 'accepted' || answer.version === 0 || !isRead(category) || !random.chance(0.3))
        return answer;
      const { streamId } = answer;
      const minVersion = Math.max(answer.version, seen.get(streamId) ?? 0);
      const found = await client.ask(`looks at ${streamId}:${minVersion}`, (host) =>
        read(host, category, entityId, minVersion),
      );
      if (found?.found !== 'current') return answer;
      const { version, view: shown } = found;
      seen.set(streamId, version);
      records.reads.push({ client: client.name, view: views[category].name, entityId, minVersion, version, shown });
      return answer;
    },
  } satisfies Partial<Client>);
};
