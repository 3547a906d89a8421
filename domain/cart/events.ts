import { z } from 'zod';
import { eventType, type EventOf } from '../modelling/aggregate.ts';
import { cartLine } from './line.ts';

// The storage format. Names and shapes here outlive this code: add to them, never rename or repurpose. Amounts in minor units.
export const cartEvents = {
  CartItemAdded: eventType(
    z
      .object({
        customerId: z.string(),
        productId: z.string(),
        name: z.string(),
        category: z.string(),
        currency: z.string(),
        /** The price in the catalogue when the item was added. */
        unitPrice: z.int(),
        quantity: z.int(),
      })
      .describe('The customer put a product into the cart; the first one began the cart.'),
  ),
  CartItemQuantityChanged: eventType(
    z
      .object({ productId: z.string(), from: z.int(), to: z.int() })
      .describe('The customer wanted more or fewer of a product in the cart.'),
  ),
  CartItemRemoved: eventType(
    z.object({ productId: z.string() }).describe('The customer took a product out of the cart.'),
  ),
  CartCheckedOut: eventType(
    z
      .object({
        /** The order that the cart becomes. */
        orderId: z.string(),
        customerId: z.string(),
        currency: z.string(),
        country: z.string().exactOptional(),
        lines: z.array(cartLine),
      })
      .describe('The customer bought what was in the cart, at these prices: it becomes this order.'),
  ),
  CartCheckOutFailed: eventType(
    z
      .object({ reason: z.string() })
      .describe('The cart could not become its order, for this reason: nothing was bought, and the cart stays closed.'),
  ),
};

/** Something that happened to a cart. */
export type CartEvent = EventOf<typeof cartEvents>;
