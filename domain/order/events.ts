import { z } from 'zod';
import { eventType, type EventOf } from '../modelling/aggregate.ts';
import { fulfilment } from './fulfilment.ts';
import { orderLine } from './line.ts';

// The storage format. Names and shapes here outlive this code: add to them, never rename or repurpose.
export const orderEvents = {
  OrderPlaced: eventType(
    z
      .object({
        customerId: z.string(),
        currency: z.string(),
        lines: z.array(orderLine),
        placedAt: z.string(),
        /** The country that the order ships to. Orders of earlier releases have none. */
        country: z.string().exactOptional(),
      })
      .describe('A customer ordered these articles at these prices.'),
  ),
  OrderQuantityChanged: eventType(
    z
      .object({ sku: z.string(), from: z.int(), to: z.int() })
      .describe('The customer wanted more or fewer of an article.'),
  ),
  OrderLineRemoved: eventType(z.object({ sku: z.string() }).describe('The customer wanted an article no longer.')),
  OrderConfirmed: eventType(
    z
      .object({
        /** What it takes to fulfil the order. One that is fulfilled by hand has none. */
        fulfilment: fulfilment.exactOptional(),
      })
      .describe('The shop took the order on: its lines stay as they are.'),
  ),
  OrderPaid: eventType(
    z
      .object({
        /** The account that was charged. An order that was paid otherwise has none. */
        accountId: z.string().exactOptional(),
      })
      .describe('The shop got the money.'),
  ),
  OrderShipped: eventType(
    z
      .object({
        /** When they left. Orders that earlier releases shipped have none. */
        shippedAt: z.string().exactOptional(),
      })
      .describe('The goods left the shop.'),
  ),
  OrderDelivered: eventType(z.object({}).describe('The goods reached the customer.')),
  OrderCancelled: eventType(z.object({ reason: z.string() }).describe('The order was called off before it shipped.')),
};

/** Something that happened to an order. */
export type OrderEvent = EventOf<typeof orderEvents>;
