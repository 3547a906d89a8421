import { z } from 'zod';
import { listedDocumentSchema } from './listed.ts';

/** The containers of billing, beside its streams. */
export const billingContainers = {
  /** By order: the marks of what was taken, and nothing else. What follows from it is in the streams. */
  orders: { documents: z.object({}) },
  /** By customer: the documents, for lists. */
  customers: { documents: listedDocumentSchema },
};
