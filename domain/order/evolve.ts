import { z } from 'zod';
import type { OrderEvent } from './events.ts';
import { orderLine } from './line.ts';

const placedOrder = z
  .object({
    status: z.literal('placed'),
    customerId: z.string(),
    currency: z.string(),
    placedAt: z.string(),
    country: z.string().exactOptional(),
    lines: z.array(orderLine.readonly()).readonly(),
    /** The removed lines, so that a repeated removal is not taken for a mistyped one. */
    removedSkus: z.array(z.string()).readonly(),
  })
  .readonly();

/** The state that decisions about an order need: lines are kept only while they may change. */
export const orderState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('not-placed') }).readonly(),
  placedOrder,
  z
    .object({
      status: z.enum(['confirmed', 'paid', 'shipped', 'delivered', 'cancelled']),
      customerId: z.string(),
      /** The account that is to pay. An order that is fulfilled by hand has none. */
      accountId: z.string().exactOptional(),
    })
    .readonly(),
]);

/** The state that decisions about an order need. */
export type Order = z.infer<typeof orderState>;

/** An order whose lines may still change. */
export type PlacedOrder = z.infer<typeof placedOrder>;

/** An order whose lines are final. */
export type FinalOrder = Exclude<Order, { status: 'not-placed' | 'placed' }>;

/** An order without events. */
export const initialOrder: Order = { status: 'not-placed' };

const whilePlaced = (order: Order, change: (order: PlacedOrder) => PlacedOrder): Order =>
  order.status === 'placed' ? change(order) : order;

/** The order after a step of its life. Which account is to pay is kept. */
const moved = (order: Order, status: FinalOrder['status'], paying: Pick<FinalOrder, 'accountId'> = {}): Order => {
  if (order.status === 'not-placed') return order;
  return order.status === 'placed' ? { status, customerId: order.customerId, ...paying } : { ...order, status };
};

const accountOf = (paying: { readonly accountId: string } | undefined): Pick<FinalOrder, 'accountId'> =>
  paying === undefined ? {} : { accountId: paying.accountId };

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
      return moved(order, 'confirmed', accountOf(event.data.fulfilment));
    case 'OrderPaid':
      return moved(order, 'paid');
    case 'OrderShipped':
      return moved(order, 'shipped');
    case 'OrderDelivered':
      return moved(order, 'delivered');
    case 'OrderCancelled':
      return moved(order, 'cancelled');
  }
};
