import { z } from 'zod';
import { eventType, type EventOf } from '../../../domain/modelling/aggregate.ts';
import { billLine } from './line.ts';
import { documentRequest } from './request.ts';

/** The version of the order that the event follows from: what an order says comes in this order, each once. */
const orderVersion = z.int().min(1);

// The storage format. Names and shapes here outlive this code: add to them, never rename or repurpose.
export const billEvents = {
  BillOpened: eventType(
    z
      .object({
        orderVersion,
        customerId: z.string(),
        currency: z.string(),
        country: z.string().exactOptional(),
        placedAt: z.string(),
        lines: z.array(billLine),
      })
      .describe('An order was placed.'),
  ),
  BillQuantityChanged: eventType(
    z.object({ orderVersion, sku: z.string(), quantity: z.int() }).describe('More or less of an article was ordered.'),
  ),
  BillLineRemoved: eventType(
    z.object({ orderVersion, sku: z.string() }).describe('An article was taken out of the order.'),
  ),
  BillPaid: eventType(
    z
      .object({ orderVersion, paidAt: z.iso.datetime(), accountId: z.string().exactOptional() })
      .describe('The order was paid.'),
  ),
  BillCancelled: eventType(z.object({ orderVersion }).describe('The order was cancelled.')),
  BillRefunded: eventType(
    z
      .object({ refundId: z.string(), accountId: z.string(), currency: z.string(), amount: z.int() })
      .describe('An account got money back for the order, which perhaps was not placed yet as far as is known here.'),
  ),
  DocumentRequested: eventType(
    z.object({ request: documentRequest }).describe('A document fell due: it is to get a number.'),
  ),
  DocumentNumbered: eventType(
    z.object({ key: z.string(), number: z.int().min(1) }).describe('A document has got its number.'),
  ),
};

/** Something that happened to a bill. */
export type BillEvent = EventOf<typeof billEvents>;
