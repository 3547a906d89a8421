import { z } from 'zod';
import type { FactKind } from '../modelling/fact.ts';

const offerSchema = z
  .object({
    status: z.enum(['offered', 'discontinued']),
    name: z.string(),
    category: z.string(),
    currency: z.string(),
    unitPrice: z.int(),
  })
  .readonly();

/** What a cart needs to know of a product. The price is in minor units. */
export type Offer = z.infer<typeof offerSchema>;

/** What does the product cost, and does the shop offer it? */
export const offer: FactKind<Offer> = { name: 'offer', schema: offerSchema };
