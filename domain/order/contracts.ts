import { z } from 'zod';

// The published messages. A contract only ever gets optional fields; any other change is a v2 beside it. Amounts in minor units.

const orderOnly = z.object({ orderId: z.string() });

/** The contracts of orders, by their versioned names: for the publisher to fill and for consumers to read. */
export const orderContracts = {
  'shop.order-placed.v1': z.object({
    orderId: z.string(),
    customerId: z.string(),
    currency: z.string(),
    lines: z.array(
      z.object({
        sku: z.string(),
        name: z.string(),
        unitPrice: z.int(),
        quantity: z.int(),
        discountPercent: z.int(),
        net: z.int(),
        productId: z.string().exactOptional(),
      }),
    ),
    gross: z.int(),
    net: z.int(),
    placedAt: z.string(),
    /** The country that the order ships to; absent where the order has none. */
    country: z.string().exactOptional(),
  }),
  'shop.order-quantity-changed.v1': z.object({
    orderId: z.string(),
    sku: z.string(),
    from: z.int(),
    to: z.int(),
  }),
  'shop.order-line-removed.v1': z.object({ orderId: z.string(), sku: z.string() }),
  'shop.order-confirmed.v1': orderOnly,
  'shop.order-paid.v1': z.object({
    orderId: z.string(),
    /** The account that was charged; absent where the order was paid otherwise. */
    accountId: z.string().exactOptional(),
  }),
  'shop.order-shipped.v1': orderOnly,
  'shop.order-delivered.v1': orderOnly,
  'shop.order-cancelled.v1': z.object({ orderId: z.string(), reason: z.string() }),
};

/** A message about an order, as a consumer reads it. */
export type OrderMessage = {
  [Type in keyof typeof orderContracts]: {
    readonly type: Type;
    readonly data: Readonly<z.infer<(typeof orderContracts)[Type]>>;
  };
}[keyof typeof orderContracts];
