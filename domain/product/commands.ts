import { z } from 'zod';
import type { CommandOf } from '../modelling/aggregate.ts';
import { entityId, text } from '../modelling/values.ts';
import { currency, minorUnits, quantity } from '../money.ts';

const name = text(200).meta({ examples: ['Earl Grey'] });

const holder = entityId.meta({
  description:
    'The id of the order or process that the stock is set aside for. Only this holder can release or ship it.',
  examples: ['1'],
});

/** The commands to a product. */
export const productCommands = {
  AddProduct: z
    .strictObject({
      name,
      category: text(60).meta({ examples: ['Beverages'] }),
      supplier: text(200)
        .meta({ examples: ['Exotic Liquids'] })
        .exactOptional(),
      currency,
      unitPrice: minorUnits,
    })
    .describe('Offers a new product, without stock.'),
  RenameProduct: z.strictObject({ name }).describe('Gives the product another name.'),
  ChangeProductPrice: z
    .strictObject({ unitPrice: minorUnits })
    .describe('Changes what the product costs from now on. Orders keep the price that they were placed at.'),
  ReceiveStock: z
    .strictObject({ quantity })
    .describe('Adds goods that came in. Each call adds: repeat one under its Idempotency-Key only.'),
  ReserveStock: z
    .strictObject({ holder, quantity })
    .describe('Sets stock aside for a holder, all or nothing, and once for each holder.'),
  ReleaseStock: z.strictObject({ holder }).describe('Frees all that is set aside for the holder.'),
  ShipStock: z
    .strictObject({ holder })
    .describe('Records that all that is set aside for the holder has left the shop.'),
  DiscontinueProduct: z
    .strictObject({})
    .describe('Offers the product no longer. Open reservations can still be shipped or released.'),
};

/** A command to a product, validated by its schema. */
export type ProductCommand = CommandOf<typeof productCommands>;
