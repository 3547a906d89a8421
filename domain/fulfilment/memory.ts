import { z } from 'zod';
import { fulfilment } from '../order/index.ts';

// Part of the storage format: add optional fields only.
/** What fulfilment remembers: what it is to deliver, and to charge. */
export const memory = z
  .object({
    wanted: fulfilment.exactOptional(),
    /** The time for paying in is over: the account is tried once more, and then no longer. */
    isLastTry: z.literal(true).exactOptional(),
  })
  .readonly();

/** What fulfilment remembers. */
export type Memory = z.infer<typeof memory>;
