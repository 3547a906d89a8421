import { z } from 'zod';
import type { CommandOf } from '../modelling/aggregate.ts';
import { currency, minorUnits, percent, quantity } from '../money.ts';
import { eachOnce, entityId, moment, text } from '../modelling/values.ts';

const sku = text(64).meta({ examples: ['tea'] });

const newLine = z.strictObject({
  sku,
  name: text(200).meta({ examples: ['Earl Grey'] }),
  unitPrice: minorUnits,
  quantity,
  discountPercent: percent.default(0),
  category: text(60)
    .meta({ description: 'The category of the article, as it is now.', examples: ['Beverages'] })
    .exactOptional(),
  productId: entityId
    .meta({ description: 'The product whose stock the line takes; without one, no stock is set aside for it.' })
    .exactOptional(),
});

const eachLineOnce = eachOnce(['sku', 'productId'], 'stands on an earlier line already');

/** The commands to an order. */
export const orderCommands = {
  PlaceOrder: z
    .strictObject({
      customerId: entityId,
      currency,
      lines: z.array(newLine).min(1).max(200).superRefine(eachLineOnce),
      placedAt: moment.optional(),
      country: text(60)
        .meta({ description: 'The country that the order ships to.', examples: ['France'] })
        .exactOptional(),
    })
    .describe('Orders articles for a customer, at prices that the order keeps.'),
  ChangeOrderQuantity: z
    .strictObject({ sku, quantity })
    .describe('Orders more or less of one article, until the order is confirmed.'),
  RemoveOrderLine: z.strictObject({ sku }).describe('Takes an article out of an order that is not confirmed yet.'),
  ConfirmOrder: z
    .strictObject({
      accountId: entityId
        .meta({
          description:
            'The account of the customer that pays. With it, the order is fulfilled by itself, and every line must name a product; without one, by hand.',
        })
        .exactOptional(),
    })
    .describe('Confirms the order. Its lines are final from then on.'),
  PayOrder: z.strictObject({}).describe('Records that the order has been paid in full.'),
  PayOrderFromAccount: z
    .strictObject({ accountId: entityId })
    .describe('Records that the account that was to pay was charged for the whole order.'),
  ShipOrder: z
    .strictObject({ shippedAt: moment.exactOptional() })
    .describe('Records that the goods have left the shop.'),
  DeliverOrder: z.strictObject({}).describe('Records that the customer has the goods.'),
  // Not personal: the customer's mail and every consumer of the contract get it as it is, and no erasure could take it back.
  CancelOrder: z
    .strictObject({
      reason: text(500).meta({
        description: 'Why, for the customer and the shop. No place for personal data: an erasure leaves it readable.',
        examples: ['It rains'],
      }),
    })
    .describe('Cancels an order that has not shipped.'),
};

/** A command to an order, validated by its schema. */
export type OrderCommand = CommandOf<typeof orderCommands>;
