import type { Capabilities } from '../../application/system/capabilities.ts';
import { run } from '../../application/system/run.ts';
import type { EventStore } from '../../application/streams/event-store.ts';
import { StreamHead } from '../../application/streams/stream-head.ts';
import { order, ordersByCustomer, ordersById, type OrderCommand } from '../../domain/order/index.ts';
import { shop as declaredShop } from '../../domain/shop.ts';
import { asBob, specTime } from './as-bob.ts';
import { memoryCapabilities } from './memory-capabilities.ts';
import { subscriberOf } from './subscriber-of.ts';
import { streamIdOf } from '../../application/streams/commit.ts';

const tea = { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 5, discountPercent: 0 };
const cake = { sku: 'cake', name: 'Victoria sponge', unitPrice: 1290, quantity: 1, discountPercent: 10 };

/** The commands that Bob sends. */
export const commands = {
  place: {
    type: 'PlaceOrder',
    data: { customerId: 'bob', currency: 'EUR', lines: [tea, cake], placedAt: '2026-05-01T09:00:00.000Z' },
    at: specTime,
  },
  changeTea: (quantity: number) => ({ type: 'ChangeOrderQuantity', data: { sku: 'tea', quantity }, at: specTime }),
  removeCake: { type: 'RemoveOrderLine', data: { sku: 'cake' }, at: specTime },
  confirm: { type: 'ConfirmOrder', data: {}, at: specTime },
  pay: { type: 'PayOrder', data: {}, at: specTime },
  ship: { type: 'ShipOrder', data: {}, at: specTime },
  deliver: { type: 'DeliverOrder', data: {}, at: specTime },
  cancel: { type: 'CancelOrder', data: { reason: 'rain' }, at: specTime },
} as const satisfies Record<string, OrderCommand | ((quantity: number) => OrderCommand)>;

/** The shop at work over memory. A rival or a fault is a store wrapped by hand. */
export const shop = (
  wrap: (eventStore: EventStore) => EventStore = (eventStore) => eventStore,
  settings: Partial<Capabilities> = {},
) => {
  const { capabilities: memory } = memoryCapabilities(() => specTime);
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
      const streamId = streamIdOf('order', orderId);
      const head = StreamHead.beforeFirst(streamId).after(await eventStore.read(streamId));
      const events = [{ type: 'OrderTeleported', schemaVersion: 1, data: {} }] as const;
      await eventStore.append(head, { category: 'order', events, recordedAt: specTime, ...asBob('future') });
    },
    byId: subscriberOf(system, ordersById.name),
    byCustomer: subscriberOf(system, ordersByCustomer.name),
    publishing: subscriberOf(system, 'publishing'),
    view: (orderId: string) => orders.find({ id: orderId, partition: orderId }),
  };
};
