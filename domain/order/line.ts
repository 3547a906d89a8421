import { z } from 'zod';

/** A line as it is stored: the price is the one agreed for this order. Amounts in minor units. */
export const orderLine = z.object({
  sku: z.string(),
  name: z.string(),
  unitPrice: z.int(),
  quantity: z.int(),
  discountPercent: z.int(),
  /** The category of the article when it was ordered. Orders of earlier releases have none. */
  category: z.string().exactOptional(),
  /** The product whose stock the line takes. Without one, no stock is set aside for it. */
  productId: z.string().exactOptional(),
});

/** One article of an order. */
export type OrderLine = Readonly<z.infer<typeof orderLine>>;
