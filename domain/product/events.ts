import { z } from 'zod';
import { eventType, type EventOf } from '../modelling/aggregate.ts';

const reservation = z.object({ holder: z.string(), quantity: z.int() });

// The storage format. Names and shapes here outlive this code: add to them, never rename or repurpose.
export const productEvents = {
  ProductAdded: eventType(
    z
      .object({
        name: z.string(),
        category: z.string(),
        supplier: z.string().exactOptional(),
        currency: z.string(),
        unitPrice: z.int(),
      })
      .describe('The shop offers a new product at this price.'),
  ),
  ProductRenamed: eventType(z.object({ name: z.string() }).describe('The product has another name.')),
  ProductPriceChanged: eventType(
    z
      .object({ from: z.int(), to: z.int() })
      .describe('The product costs more or less than before; orders keep the price that they were placed at.'),
  ),
  StockReceived: eventType(z.object({ quantity: z.int() }).describe('So many of the product came in, and are free.')),
  StockReserved: eventType(reservation.describe('So many were set aside for a holder: an order, or a process.')),
  StockReleased: eventType(reservation.describe('The holder gave up what was set aside for it, which is free again.')),
  StockShipped: eventType(reservation.describe('What was set aside for the holder left the shop.')),
  ProductDiscontinued: eventType(
    z.object({}).describe('The shop no longer offers the product; open reservations are still shipped or released.'),
  ),
};

/** Something that happened to a product. */
export type ProductEvent = EventOf<typeof productEvents>;
