import { z } from 'zod';

// What the API answers, as far as the story looks at it.

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const cartAnswer = z.object({
  status: z.string(),
  items: z.array(z.object({ productId: z.string(), quantity: z.int(), unitPrice: z.int() })),
  total: z.int(),
  orderId: z.string().optional(),
});

export const offersChanged = z.object({ changes: z.array(z.object({ from: z.int(), to: z.int() })).min(1) });

export const orderAnswer = z.object({
  status: z.string(),
  lines: z
    .array(z.object({ sku: z.string(), name: z.string(), quantity: z.int(), unitPrice: z.int(), net: z.int() }))
    .min(1),
  net: z.int(),
  version: z.int(),
});

export const historyAnswer = z.object({
  version: z.int(),
  entries: z.array(
    z.object({
      version: z.int(),
      type: z.string(),
      actor: z.string(),
      at: z.iso.datetime(),
      changes: z.array(z.object({ path: z.string(), from: value.optional(), to: value.optional() })),
    }),
  ),
});

export const mailsAnswer = z.object({
  items: z.array(z.object({ subject: z.string(), text: z.string(), contract: z.string(), messageId: z.string() })),
});

export const productAnswer = z.object({ name: z.string(), unitPrice: z.int(), available: z.int(), reserved: z.int() });

export const accountAnswer = z.object({ balance: z.int() });

export const statementAnswer = z.object({
  items: z.array(z.object({ kind: z.string(), amount: z.int(), balance: z.int() })),
});

export const monthsAnswer = z.object({
  items: z.array(z.object({ currency: z.string(), orders: z.int(), net: z.int() })),
});

export const skuSalesAnswer = z.object({ items: z.array(z.object({ quantity: z.int(), net: z.int() })) });
