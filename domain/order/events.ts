import { z } from 'zod';
import { eventType, type EventOf } from '../modelling/aggregate.ts';
import { orderLine } from './line.ts';

// The storage format. Names and shapes here outlive this code: add to them, never rename or repurpose.
export const orderEvents = {
  OrderPlaced: eventType(
    z.object({
      customerId: z.string(),
      currency: z.string(),
      lines: z.array(orderLine),
      placedAt: z.string(),
      /** The country that the order ships to. Orders of earlier releases have none. */
      country: z.string().exactOptional(),
    }),
  ),
  OrderQuantityChanged: eventType(z.object({ sku: z.string(), from: z.int(), to: z.int() })),
  OrderLineRemoved: eventType(z.object({ sku: z.string() })),
  OrderConfirmed: eventType(z.object({})),
  OrderPaid: eventType(z.object({})),
  OrderShipped: eventType(z.object({})),
  OrderDelivered: eventType(z.object({})),
  OrderCancelled: eventType(z.object({ reason: z.string() })),
};

/** Something that happened to an order. */
export type OrderEvent = EventOf<typeof orderEvents>;
