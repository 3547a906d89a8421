import { z } from 'zod';
import { fulfilment } from '../order/index.ts';

// Part of the storage format: add optional fields only.
/** What fulfilment remembers: what it is to deliver, and to charge. */
export const memory = z.object({ wanted: fulfilment.exactOptional() }).readonly();

/** What fulfilment remembers. */
export type Memory = z.infer<typeof memory>;
