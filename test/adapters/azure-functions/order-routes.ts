import './registrations.ts';
import type { HttpHandler } from '@azure/functions';
import { commandRoutes } from '../../../adapters/azure-functions/index.ts';
import { boundedCaches } from '../../../adapters/cache/index.ts';
import { inMemorySnapshotStore } from '../../../adapters/memory/index.ts';
import { commandHandler } from '../../../application/commands/command-handler.ts';
import type { EventStore } from '../../../application/streams/event-store.ts';
import { order, type OrderCommand } from '../../../domain/order/index.ts';
import { clerksOnly } from './believed-callers.ts';

const refused = { status: 422, title: 'The business says no' } as const;

/** A moment that never passes. */
export const now = '2026-11-21T12:00:00.000Z';

const commandNames = Object.keys(order.commands) as (keyof typeof order.commands)[];

/** An order that can be placed. */
export const placing = {
  customerId: 'bob',
  currency: 'EUR',
  lines: [{ sku: 'tea', name: 'Green tea', unitPrice: 450, quantity: 5, discountPercent: 0 }],
};

/** The routes of orders over a store of the spec's choice. */
export const orderRoutes = (eventStore: EventStore): Readonly<Record<OrderCommand['type'], HttpHandler>> =>
  commandRoutes({
    aggregate: order,
    plural: 'orders',
    routes: {
      PlaceOrder: 'place',
      ChangeOrderQuantity: 'change-quantity',
      RemoveOrderLine: 'remove-line',
      ConfirmOrder: 'confirm',
      PayOrder: 'pay',
      ShipOrder: 'ship',
      DeliverOrder: 'deliver',
      CancelOrder: 'cancel',
    },
    problems: {
      OrderNotPlaced: { status: 404, title: 'There is no such order' },
      OrderAlreadyPlaced: refused,
      OrderAlreadyConfirmed: refused,
      OrderAlreadyShipped: refused,
      OrderAlreadyCancelled: refused,
      OrderNotConfirmed: refused,
      OrderNotPaid: refused,
      OrderNotShipped: refused,
      LineNotFound: refused,
      OrderNeedsALine: refused,
    },
    gate: clerksOnly(...commandNames),
    handle: commandHandler(order, {
      eventStore,
      snapshots: inMemorySnapshotStore(),
      newCache: boundedCaches({ entries: 10, bytes: 1_000_000 }),
      clock: () => now,
      pause: () => Promise.resolve(),
    }),
    clock: () => now,
  });
