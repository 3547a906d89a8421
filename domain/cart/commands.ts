import { z } from 'zod';
import type { CommandOf } from '../modelling/aggregate.ts';
import { eachOnce, entityId, text } from '../modelling/values.ts';
import { minorUnits, quantity } from '../money.ts';

/** How many products a cart can have: their prices are all looked up at check-out. */
export const mostItems = 50;

const productId = entityId.meta({ examples: ['earl-grey'] });

const shownItem = z.strictObject({ productId, quantity, unitPrice: minorUnits });

const eachProductOnce = eachOnce(['productId'], 'is in an earlier item already');

/** The commands to a cart. */
export const cartCommands = {
  AddCartItem: z
    .strictObject({ customerId: entityId.meta({ examples: ['bob'] }), productId, quantity })
    .describe(
      'Puts a product into the cart of a customer, at the price in the catalogue. The first one begins the cart.',
    ),
  ChangeCartItemQuantity: z
    .strictObject({ productId, quantity })
    .describe('Wants more or fewer of a product in the cart.'),
  RemoveCartItem: z.strictObject({ productId }).describe('Takes a product out of the cart.'),
  CheckOutCart: z
    .strictObject({
      items: z.array(shownItem).min(1).max(mostItems).superRefine(eachProductOnce).meta({
        description:
          'What the customer was shown and agrees to pay: every item, with its quantity and price. Where the cart or the catalogue differs, nothing is bought, and the answer says what is different.',
      }),
      country: text(60)
        .meta({ description: 'The country that the order ships to.', examples: ['France'] })
        .exactOptional(),
    })
    .describe(
      'Buys what is in the cart, at the prices that the customer agrees to. The cart is closed, and becomes an order.',
    ),
  FailCartCheckOut: z
    .strictObject({ reason: text(500) })
    .describe('Records why a cart that was checked out could not become its order. The cart stays closed.'),
};

/** A command to a cart, validated by its schema. */
export type CartCommand = CommandOf<typeof cartCommands>;
