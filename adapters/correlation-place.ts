import { z } from 'zod';

/** The place of a commit among those of one correlation: when it was recorded, its stream, and its version. */
export const correlationPlace = z.tuple([z.string(), z.string(), z.number()]);

/** See {@link correlationPlace}. */
export type CorrelationPlace = Readonly<z.infer<typeof correlationPlace>>;
