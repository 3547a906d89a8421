import type { OrderEvent } from './events.ts';
import type { OrderLine } from './line.ts';

/** An order whose lines may still change. */
export interface PlacedOrder {
  readonly status: 'placed';
  readonly customerId: string;
  readonly currency: string;
  readonly placedAt: string;
  readonly lines: readonly OrderLine[];
  /** Tells a repeated removal from a mistyped one. */
  readonly removedSkus: readonly string[];
}

/** An order as its decisions see it: lines live only while they may change. */
export type Order =
  | { readonly status: 'not-placed' }
  | PlacedOrder
  | { readonly status: 'confirmed' | 'paid' | 'shipped' | 'delivered' | 'cancelled' };

/** An order of which nothing is known yet. */
export const initialOrder: Order = { status: 'not-placed' };

const whilePlaced = (order: Order, change: (order: PlacedOrder) => PlacedOrder): Order =>
  order.status === 'placed' ? change(order) : order;

/** The order after one more event. */
export const evolve = (order: Order, event: OrderEvent): Order => {
  switch (event.type) {
    case 'OrderPlaced':
      return { status: 'placed', ...event.data, removedSkus: [] };
    case 'OrderQuantityChanged': {
      const { sku, to } = event.data;
      return whilePlaced(order, (placed) => ({
        ...placed,
        lines: placed.lines.map((line) => (line.sku === sku ? { ...line, quantity: to } : line)),
      }));
    }
    case 'OrderLineRemoved': {
      const { sku } = event.data;
      return whilePlaced(order, (placed) => ({
        ...placed,
        lines: placed.lines.filter((line) => line.sku !== sku),
        removedSkus: [...placed.removedSkus, sku],
      }));
    }
    case 'OrderConfirmed':
      return { status: 'confirmed' };
    case 'OrderPaid':
      return { status: 'paid' };
    case 'OrderShipped':
      return { status: 'shipped' };
    case 'OrderDelivered':
      return { status: 'delivered' };
    case 'OrderCancelled':
      return { status: 'cancelled' };
  }
};
