import { inMemoryMailStore } from '../../adapters/email/index.ts';
import type { Capabilities } from '../../application/system/capabilities.ts';
import { run } from '../../application/system/run.ts';
import type { Provenance } from '../../application/streams/commit.ts';
import type { EventStore } from '../../application/streams/event-store.ts';
import { StreamHead } from '../../application/streams/stream-head.ts';
import { order, ordersByCustomer, ordersById, type OrderCommand } from '../../domain/order/index.ts';
import { shop as declaredShop } from '../../domain/shop.ts';
import { memoryCapabilities } from './memory-capabilities.ts';
import { subscriberOf } from './subscriber-of.ts';

/** The moment at which everything happens in a shop. */
export const shopTime = '2026-05-04T10:00:00.000Z';

const tea = { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 5, discountPercent: 0 };
const cake = { sku: 'cake', name: 'Victoria sponge', unitPrice: 1290, quantity: 1, discountPercent: 10 };

/** The commands that Bob sends. */
export const commands = {
  place: {
    type: 'PlaceOrder',
    data: { customerId: 'bob', currency: 'EUR', lines: [tea, cake], placedAt: '2026-05-01T09:00:00.000Z' },
    at: shopTime,
  },
  changeTea: (quantity: number) => ({ type: 'ChangeOrderQuantity', data: { sku: 'tea', quantity }, at: shopTime }),
  removeCake: { type: 'RemoveOrderLine', data: { sku: 'cake' }, at: shopTime },
  confirm: { type: 'ConfirmOrder', data: {}, at: shopTime },
  pay: { type: 'PayOrder', data: {}, at: shopTime },
  ship: { type: 'ShipOrder', data: {}, at: shopTime },
  deliver: { type: 'DeliverOrder', data: {}, at: shopTime },
  cancel: { type: 'CancelOrder', data: { reason: 'rain' }, at: shopTime },
} as const satisfies Record<string, OrderCommand | ((quantity: number) => OrderCommand)>;

/** Who asks, under a command id that must be told apart from the others of a spec. */
export const asBob = (commandId: string): Provenance => ({
  actor: 'bob',
  commandId,
  correlationId: 'conversation-1',
  causationId: null,
  traceparent: null,
});

/** The shop at work over memory. A rival or a fault is a store wrapped by hand. */
export const shop = (
  wrap: (eventStore: EventStore) => EventStore = (eventStore) => eventStore,
  settings: Partial<Capabilities> = {},
) => {
  const { capabilities: memory } = memoryCapabilities(() => shopTime);
  const eventStore = wrap(memory.eventStore);
  const capabilities = { ...memory, eventStore, ...settings };
  const system = run(declaredShop, capabilities);
  /** A process of its own: it shares what is stored with the others, and nothing else. */
  const newProcess = (own: Partial<Capabilities> = {}) =>
    run(declaredShop, { ...capabilities, ...own }).handlerOf(order);
  const orders = memory.readModel(ordersById);
  const handle = system.handlerOf(order);
  let sent = 0;
  return {
    ...capabilities,
    /** The email consumer's own store. */
    mails: inMemoryMailStore(),
    system,
    history: memory.eventStore,
    bus: memory.bus,
    orders,
    customers: memory.readModel(ordersByCustomer),
    handle,
    newProcess,
    /** All commits, as the change feed gives them. */
    feed: () => memory.eventStore.feed(),
    /** Sends commands to one order, each under an id of its own. */
    send: async (entityId: string, ...asked: OrderCommand[]) => {
      for (const command of asked)
        await handle({ entityId, command, reach: 'all', provenance: asBob(`command-${(sent += 1)}`) });
    },
    /** Appends what only code of tomorrow could have written. */
    appendUnknownEvent: async (orderId: string) => {
      const streamId = `order-${orderId}`;
      const head = StreamHead.beforeFirst(streamId).after(await eventStore.read(streamId));
      const events = [{ type: 'OrderTeleported', schemaVersion: 1, data: {} }] as const;
      await eventStore.append(head, { category: 'order', events, recordedAt: shopTime, ...asBob('future') });
    },
    byId: subscriberOf(system, ordersById.name),
    byCustomer: subscriberOf(system, ordersByCustomer.name),
    publishing: subscriberOf(system, 'publishing'),
    view: (orderId: string) => orders.find({ id: orderId, partition: orderId }),
  };
};
