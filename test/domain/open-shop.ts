import type { Reach } from '../../application/callers/reach.ts';
import { StoreUnavailable } from '../../application/streams/event-store.ts';
import { run } from '../../application/system/run.ts';
import { account, type AccountCommand } from '../../domain/account/index.ts';
import { cart, type CartCommand } from '../../domain/cart/index.ts';
import { customer, type CustomerCommand } from '../../domain/customer/index.ts';
import { order, type OrderCommand } from '../../domain/order/index.ts';
import { product, type ProductCommand } from '../../domain/product/index.ts';
import { shop } from '../../domain/shop.ts';
import { asBob, specTime as at } from '../support/as-bob.ts';
import { memoryCapabilities } from '../support/memory-capabilities.ts';

type WithoutMoment<Command> = Command extends unknown ? Omit<Command, 'at'> : never;

/** The shop over memory, whose views know nothing before `follow`, and what is read of it. */
export const openShop = () => {
  const { capabilities } = memoryCapabilities(() => at);
  const { eventStore, readModel } = capabilities;
  const reads: string[] = [];
  const away = new Set<'views' | 'streams'>();
  const read = (from: 'views' | 'streams', what: string): void => {
    reads.push(what);
    if (away.has(from)) throw new StoreUnavailable('away');
  };
  const counted = {
    ...capabilities,
    eventStore: {
      ...eventStore,
      read: async (...asked: Parameters<typeof eventStore.read>) => {
        read('streams', `stream ${asked[0]}`);
        return eventStore.read(...asked);
      },
    },
    readModel: ((view) => {
      const inner = readModel(view);
      return {
        ...inner,
        find: async (key) => {
          read('views', `view ${view.name} ${key.id}`);
          return inner.find(key);
        },
      };
    }) satisfies typeof readModel,
  };
  let sent = 0;

  /** A process of its own: it shares what is stored with the others, and nothing else. */
  const newProcess = () => {
    const { handlerOf, ...system } = run(shop, counted);
    const asked = (reach: Reach) => ({ provenance: asBob(`command-${(sent += 1)}`), reach });
    return {
      ...system,
      account: (entityId: string, command: WithoutMoment<AccountCommand>, reach: Reach = 'all') =>
        handlerOf(account)({ entityId, command: { ...command, at }, ...asked(reach) }),
      cart: (entityId: string, command: WithoutMoment<CartCommand>, reach: Reach = 'all') =>
        handlerOf(cart)({ entityId, command: { ...command, at }, ...asked(reach) }),
      customer: (entityId: string, command: WithoutMoment<CustomerCommand>, reach: Reach = 'all') =>
        handlerOf(customer)({ entityId, command: { ...command, at }, ...asked(reach) }),
      order: (entityId: string, command: WithoutMoment<OrderCommand>, reach: Reach = 'all') =>
        handlerOf(order)({ entityId, command: { ...command, at }, ...asked(reach) }),
      product: (entityId: string, command: WithoutMoment<ProductCommand>, reach: Reach = 'all') =>
        handlerOf(product)({ entityId, command: { ...command, at }, ...asked(reach) }),
    };
  };

  const process = newProcess();
  return {
    ...process,
    newProcess,
    /** Brings all views, and all processes, to the end of the feed. */
    follow: async (): Promise<void> => {
      for (const subscriber of process.subscribers) await subscriber.deliver(eventStore.feed());
    },
    /** From now on these cannot be read. */
    goAway: (what: 'views' | 'streams'): void => {
      away.add(what);
    },
    /** What is read during the work, of other streams than this one. */
    readBy: async (streamId: string, work: () => Promise<unknown>): Promise<readonly string[]> => {
      reads.length = 0;
      await work();
      return reads.filter((each) => each !== `stream ${streamId}`);
    },
    /** The types of all events of a stream. */
    eventsOf: async (streamId: `${string}-${string}`): Promise<readonly string[]> =>
      (await eventStore.read(streamId)).flatMap(({ events }) => events.map(({ type }) => type)),
  };
};
