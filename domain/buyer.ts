import { z } from 'zod';
import type { FactKind } from './modelling/fact.ts';

/** What orders and carts need to know of a customer, who buys. */
const buyerSchema = z.object({ status: z.enum(['registered', 'erased']) }).readonly();

/** What orders and carts need to know of a customer, who buys. */
export type Buyer = z.infer<typeof buyerSchema>;

/** Is the customer registered? */
export const buyer: FactKind<Buyer> = { name: 'buyer', schema: buyerSchema };

/** Why somebody cannot buy. */
export type BuyerRejection = { readonly type: 'BuyerNotRegistered' } | { readonly type: 'BuyerErased' };

/** Why this customer cannot buy; undefined for one that can. */
export const whyNotBuying = (known: Buyer | undefined): BuyerRejection | undefined => {
  if (known === undefined) return { type: 'BuyerNotRegistered' };
  return known.status === 'erased' ? { type: 'BuyerErased' } : undefined;
};
