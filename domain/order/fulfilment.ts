import { z } from 'zod';
import { netOf } from '../money.ts';
import type { OrderLine } from './line.ts';

// Part of the storage format: add to it, never rename or repurpose.
/** What it takes to fulfil an order: goods, and money from an account of the customer. The amount is in minor units. */
export const fulfilment = z
  .object({
    customerId: z.string(),
    accountId: z.string(),
    currency: z.string(),
    amount: z.int(),
    goods: z.array(z.object({ productId: z.string(), name: z.string(), quantity: z.int() }).readonly()).readonly(),
  })
  .readonly();

/** What it takes to fulfil an order. */
export type Fulfilment = z.infer<typeof fulfilment>;

interface Ordered {
  readonly customerId: string;
  readonly currency: string;
  readonly lines: readonly OrderLine[];
}

/** What it takes to fulfil the order when this account pays; or the article whose product is unknown. */
export const fulfilmentOf = (
  { customerId, currency, lines }: Ordered,
  accountId: string,
): { readonly fulfilment: Fulfilment } | { readonly withoutProduct: string } => {
  const withoutProduct = lines.find(({ productId }) => productId === undefined);
  if (withoutProduct !== undefined) return { withoutProduct: withoutProduct.sku };
  const goods = lines.flatMap(({ productId, name, quantity }) =>
    productId === undefined ? [] : [{ productId, name, quantity }],
  );
  const amount = lines.reduce((sum, line) => sum + netOf(line), 0);
  return { fulfilment: { customerId, accountId, currency, amount, goods } };
};
