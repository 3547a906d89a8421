import './registrations.ts';
import type { HttpHandler } from '@azure/functions';
import { commandRoutes } from '../../../adapters/azure-functions/index.ts';
import type { EventStore } from '../../../application/streams/event-store.ts';
import { order, type OrderCommand } from '../../../domain/order/index.ts';
import { shop } from '../../support/shop.ts';
import { believed, clerksOnly } from './believed-callers.ts';

const refused = { status: 422, title: 'The business says no' } as const;

/** A moment that never passes. */
export const now = '2026-11-21T12:00:00.000Z';

/** An order that can be placed. */
export const placing = {
  customerId: 'bob',
  currency: 'EUR',
  lines: [{ sku: 'tea', name: 'Green tea', unitPrice: 450, quantity: 5, discountPercent: 0 }],
};

/** The routes of orders over a store of the spec's choice. */
export const orderRoutes = (eventStore: EventStore): Readonly<Record<OrderCommand['type'], HttpHandler>> => {
  const { system } = shop(() => eventStore, { clock: () => now });
  const to = (path: string) => ({ path, roles: clerksOnly });
  return commandRoutes(
    { ...believed, system, clock: () => now },
    {
      aggregate: order,
      plural: 'orders',
      routes: {
        PlaceOrder: to('place'),
        ChangeOrderQuantity: to('change-quantity'),
        RemoveOrderLine: to('remove-line'),
        ConfirmOrder: to('confirm'),
        PayOrder: to('pay'),
        ShipOrder: to('ship'),
        DeliverOrder: to('deliver'),
        CancelOrder: to('cancel'),
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
    },
  );
};
