import { z } from 'zod';

// Part of the storage format: add optional fields only.
/** What a check-out remembers: nothing, as its one ask says it all. */
export const memory = z.object({}).readonly();

/** What a check-out remembers. */
export type Memory = z.infer<typeof memory>;
