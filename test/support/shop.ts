import { boundedCaches } from '../../adapters/cache/index.ts';
import {
  inMemoryEventStore,
  inMemoryKeyDocuments,
  inMemoryMailStore,
  inMemoryMessageBus,
  inMemoryParkingLot,
  inMemoryReadModel,
  inMemorySnapshotStore,
} from '../../adapters/memory/index.ts';
import { commandHandler, type CommandHandling } from '../../application/commands/command-handler.ts';
import type { Provenance } from '../../application/streams/commit.ts';
import type { EventStore } from '../../application/streams/event-store.ts';
import { orderPublication } from '../../application/order/contracts.ts';
import type { OrderView } from '../../application/order/order-view.ts';
import { ordersByCustomer, ordersById } from '../../application/order/projections.ts';
import { projector } from '../../application/views/projector.ts';
import { publisher } from '../../application/messages/publisher.ts';
import { StreamHead } from '../../application/streams/stream-head.ts';
import { order, type OrderCommand } from '../../domain/order/index.ts';

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

/** Everything that a shop is made of, over memory. A rival or a fault is a store wrapped by hand. */
export const shop = (
  wrap: (eventStore: EventStore) => EventStore = (eventStore) => eventStore,
  settings: Partial<CommandHandling> = {},
) => {
  const memory = inMemoryEventStore();
  const eventStore = wrap(memory);
  const snapshots = inMemorySnapshotStore();
  const orders = inMemoryReadModel<OrderView>({ partitionKey: 'orderId' });
  const customers = inMemoryReadModel<OrderView>({ partitionKey: 'customerId', orderBy: 'placedAt' });
  const parkingLot = inMemoryParkingLot();
  const mails = inMemoryMailStore();
  const bus = inMemoryMessageBus();
  const keyDocuments = inMemoryKeyDocuments();
  const archivedKeys = inMemoryKeyDocuments();
  const clock = () => shopTime;
  /** A process of its own: it shares the store with the others, and nothing else. */
  const newProcess = (own: Partial<CommandHandling> = {}) =>
    commandHandler(order, {
      eventStore,
      snapshots,
      newCache: boundedCaches({ entries: 100, bytes: 1_000_000 }),
      clock,
      pause: () => Promise.resolve(),
      ...settings,
      ...own,
    });
  const handle = newProcess();
  let sent = 0;
  return {
    eventStore,
    snapshots,
    history: memory,
    orders,
    customers,
    parkingLot,
    mails,
    bus,
    keyDocuments,
    archivedKeys,
    clock,
    handle,
    newProcess,
    /** All commits, as the change feed gives them. */
    feed: () => memory.feed(),
    /** Sends commands to one order, each under an id of its own. */
    send: async (entityId: string, ...asked: OrderCommand[]) => {
      for (const command of asked) await handle({ entityId, command, provenance: asBob(`command-${(sent += 1)}`) });
    },
    /** Appends what only code of tomorrow could have written. */
    appendUnknownEvent: async (orderId: string) => {
      const streamId = `order-${orderId}`;
      const head = StreamHead.beforeFirst(streamId).after(await eventStore.read(streamId));
      const events = [{ type: 'OrderTeleported', schemaVersion: 1, data: {} }] as const;
      await eventStore.append(head, { category: 'order', events, recordedAt: shopTime, ...asBob('future') });
    },
    byId: projector(ordersById, { eventStore, readModel: orders, parkingLot, clock }),
    byCustomer: projector(ordersByCustomer, { eventStore, readModel: customers, parkingLot, clock }),
    publishing: publisher({ bus, parkingLot, clock, publications: [orderPublication] }),
    view: (orderId: string) => orders.find({ id: orderId, partition: orderId }),
  };
};
