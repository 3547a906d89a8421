import { z } from 'zod';

/** A line as it was bought: all that a line of an order needs. The price is that of the catalogue at check-out, in minor units. */
export const cartLine = z.object({
  productId: z.string(),
  sku: z.string(),
  name: z.string(),
  category: z.string(),
  unitPrice: z.int(),
  quantity: z.int(),
});

/** A line as it was bought. */
export type CartLine = Readonly<z.infer<typeof cartLine>>;
