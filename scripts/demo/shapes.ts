import { z } from 'zod';

// What the API answers, as far as the story looks at it.

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const orderAnswer = z.object({
  status: z.string(),
  lines: z.array(z.object({ sku: z.string(), name: z.string(), quantity: z.int(), net: z.int() })).min(1),
  net: z.int(),
  version: z.int(),
});

export const historyAnswer = z.object({
  entries: z.array(
    z.object({
      version: z.int(),
      type: z.string(),
      actor: z.string(),
      changes: z.array(z.object({ path: z.string(), from: value.optional(), to: value.optional() })),
    }),
  ),
});

export const mailsAnswer = z.object({
  items: z.array(z.object({ subject: z.string(), text: z.string(), contract: z.string(), messageId: z.string() })),
});
