import { z } from 'zod';

/** When a document was issued, and by whose numbers. */
const issuing = {
  issuedAt: z.iso.datetime(),
  year: z.int(),
  /** The last number of its register before it was asked for, or an earlier one: its own is above. */
  searchedTo: z.int().min(0),
};

/** A document that is to get a number. */
export const documentRequest = z.discriminatedUnion('series', [
  z.object({ series: z.literal('invoices'), key: z.literal('invoice'), ...issuing }),
  z.object({
    series: z.literal('credit-notes'),
    key: z.string(),
    ...issuing,
    reason: z.enum(['refunded', 'cancelled']),
    amount: z.int().min(1),
  }),
]);

/** A document that is to get a number. */
export type DocumentRequest = Readonly<z.infer<typeof documentRequest>>;

/** The registers that documents would be numbered in now. */
export const openRegisters = z
  .strictObject({
    year: z.int(),
    /** Their last numbers, as they were read, so possibly a little less. */
    invoices: z.int().min(0),
    creditNotes: z.int().min(0),
  })
  .readonly();

/** The registers that documents would be numbered in now. */
export type OpenRegisters = z.infer<typeof openRegisters>;
