import { z } from 'zod';
import type { Fold } from '../modelling/view.ts';
import { grossOf, netOf } from '../money.ts';
import type { OrderEvent } from './events.ts';
import { orderLine, type OrderLine } from './line.ts';

/** An order as a screen shows it. Amounts in minor units. */
export const orderViewSchema = z
  .object({
    orderId: z.string(),
    customerId: z.string(),
    currency: z.string(),
    status: z.enum(['placed', 'confirmed', 'paid', 'shipped', 'delivered', 'cancelled']),
    lines: z.array(orderLine.extend({ net: z.int() }).readonly()).readonly(),
    gross: z.int(),
    /** The sum of the net amounts of the lines, each rounded separately. */
    net: z.int(),
    placedAt: z.iso.datetime(),
    /** The country that it ships to. */
    country: z.string().exactOptional(),
    /** When the goods left the shop. Orders that earlier releases shipped have none. */
    shippedAt: z.iso.datetime().exactOptional(),
  })
  .readonly();

/** An order as a screen shows it. */
export type OrderView = z.infer<typeof orderViewSchema>;

const withLines = (lines: readonly OrderLine[]): Pick<OrderView, 'lines' | 'gross' | 'net'> => ({
  lines: lines.map((line) => ({ ...line, net: netOf(line) })),
  gross: lines.reduce((sum, line) => sum + grossOf(line), 0),
  net: lines.reduce((sum, line) => sum + netOf(line), 0),
});

/** Folds an order's events into its view. */
export const orderView: Fold<OrderEvent, OrderView> = (view, { event, entityId }) => {
  if (event.type === 'OrderPlaced') {
    const { lines, ...placed } = event.data;
    return { orderId: entityId, ...placed, status: 'placed', ...withLines(lines) };
  }
  return view === undefined ? undefined : { ...view, ...changed(view, event) };
};

const changed = (view: OrderView, event: Exclude<OrderEvent, { type: 'OrderPlaced' }>): Partial<OrderView> => {
  switch (event.type) {
    case 'OrderQuantityChanged': {
      const { sku, to } = event.data;
      return withLines(view.lines.map((line) => (line.sku === sku ? { ...line, quantity: to } : line)));
    }
    case 'OrderLineRemoved':
      return withLines(view.lines.filter((line) => line.sku !== event.data.sku));
    case 'OrderConfirmed':
      return { status: 'confirmed' };
    case 'OrderPaid':
      return { status: 'paid' };
    case 'OrderShipped':
      return { status: 'shipped', ...event.data };
    case 'OrderDelivered':
      return { status: 'delivered' };
    case 'OrderCancelled':
      return { status: 'cancelled' };
  }
};
