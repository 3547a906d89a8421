import { z } from 'zod';

// Part of the storage format: add optional fields only. The amount is in minor units.
/** What a transfer remembers: what has left which account, and for which. */
export const memory = z
  .object({
    sent: z
      .object({ from: z.string(), to: z.string(), currency: z.string(), amount: z.int() })
      .readonly()
      .exactOptional(),
  })
  .readonly();

/** What a transfer remembers. */
export type Memory = z.infer<typeof memory>;
