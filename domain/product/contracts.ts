import { z } from 'zod';

// The published messages. A contract only gets optional fields; any other change is a v2 beside it. Amounts in minor units.

/** The contracts of products, by their versioned names. Stock stays inside: who needs it asks for it when it decides. */
export const productContracts = {
  'shop.product-added.v1': z
    .object({
      productId: z.string(),
      name: z.string(),
      category: z.string(),
      currency: z.string(),
      unitPrice: z.int().describe('In minor units.'),
    })
    .describe('The shop offers a new product at this price.'),
  'shop.product-renamed.v1': z
    .object({ productId: z.string(), name: z.string() })
    .describe('The product has another name.'),
  'shop.product-price-changed.v1': z
    .object({ productId: z.string(), from: z.int(), to: z.int() })
    .describe('The product costs more or less than before; orders keep the price that they were placed at.'),
  'shop.product-discontinued.v1': z
    .object({ productId: z.string() })
    .describe('The shop no longer offers the product.'),
};

/** A message about a product, as a consumer reads it. */
export type ProductMessage = {
  [Type in keyof typeof productContracts]: {
    readonly type: Type;
    readonly data: Readonly<z.infer<(typeof productContracts)[Type]>>;
  };
}[keyof typeof productContracts];
