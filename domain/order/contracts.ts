import { z } from 'zod';

// The published messages. A contract only ever gets optional fields; any other change is a v2 beside it. Amounts in minor units.

const orderId = z.string();
const sku = z.string().describe('The article, unique in its order.');
const amount = z.int();

const line = z.object({
  sku,
  name: z.string(),
  unitPrice: amount.describe('In minor units, like all amounts.'),
  quantity: z.int(),
  discountPercent: z.int(),
  net: amount.describe('What the line costs, discount taken off.'),
  productId: z.string().describe('Absent where the article is no product of the catalogue.').exactOptional(),
});

/** The contracts of orders, by their versioned names: for the publisher to fill and for consumers to read. */
export const orderContracts = {
  'shop.order-placed.v1': z
    .object({
      orderId,
      customerId: z.string(),
      currency: z.string(),
      lines: z.array(line),
      gross: amount.describe('The sum before discounts.'),
      net: amount.describe('The sum of the lines.'),
      placedAt: z.string(),
      country: z.string().describe('Where the order ships to; absent where the order has none.').exactOptional(),
    })
    .describe('A customer ordered these articles at these prices.'),
  'shop.order-quantity-changed.v1': z
    .object({ orderId, sku, from: z.int(), to: z.int() })
    .describe('The customer wanted more or fewer of an article.'),
  'shop.order-line-removed.v1': z.object({ orderId, sku }).describe('The customer wanted an article no longer.'),
  'shop.order-confirmed.v1': z.object({ orderId }).describe('The shop took the order on: its lines stay as they are.'),
  'shop.order-paid.v1': z
    .object({
      orderId,
      accountId: z
        .string()
        .describe('The account that was charged; absent where the order was paid otherwise.')
        .exactOptional(),
    })
    .describe('The shop got the money.'),
  'shop.order-shipped.v1': z.object({ orderId }).describe('The goods left the shop.'),
  'shop.order-delivered.v1': z.object({ orderId }).describe('The goods reached the customer.'),
  'shop.order-cancelled.v1': z
    .object({ orderId, reason: z.string().describe('A sentence that the customer may read.') })
    .describe('The order was called off before it shipped.'),
};

/** A message about an order, as a consumer reads it. */
export type OrderMessage = {
  [Type in keyof typeof orderContracts]: {
    readonly type: Type;
    readonly data: Readonly<z.infer<(typeof orderContracts)[Type]>>;
  };
}[keyof typeof orderContracts];
