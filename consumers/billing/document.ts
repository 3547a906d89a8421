import { z } from 'zod';

/** The two series of documents. Each is numbered by itself in each year. Part of the storage format: never rename. */
export const seriesNames = ['invoices', 'credit-notes'] as const;

/** See {@link seriesNames}. */
export type Series = (typeof seriesNames)[number];

/** What was ordered, and at what price: the same on a bill and on its invoice. Part of the storage format of both. */
export const orderedLine = {
  sku: z.string(),
  name: z.string(),
  unitPrice: z.int(),
  quantity: z.int(),
  discountPercent: z.int(),
};

const invoiceLine = z
  .object({
    ...orderedLine,
    /** unit price × quantity. */
    gross: z.int(),
    /** What the line costs: the gross amount without the discount. */
    net: z.int(),
  })
  .readonly();

/** A line of an invoice. Amounts in minor units. */
export type InvoiceLine = z.infer<typeof invoiceLine>;

/** What every document says. The customer is an opaque id: a document holds nothing personal, so an erasure leaves it as it is. */
const everyDocument = {
  /** Which document of its order this is: `invoice`, `cancellation`, or `refund-` and the place of the refund. */
  key: z.string(),
  orderId: z.string(),
  customerId: z.string(),
  currency: z.string(),
  issuedAt: z.iso.datetime(),
};

/** An invoice: what a paid order cost. Prices are final; the shop's contracts know no tax, so none is shown. */
const invoice = z.object({
  series: z.literal('invoices'),
  ...everyDocument,
  country: z.string().exactOptional(),
  placedAt: z.string(),
  paidAt: z.string(),
  lines: z.array(invoiceLine).readonly(),
  gross: z.int(),
  net: z.int(),
});

/** A credit note: what of an invoice was given back, and why. */
const creditNote = z.object({
  series: z.literal('credit-notes'),
  ...everyDocument,
  /** The invoice that it corrects. */
  invoice: z.object({ year: z.int(), number: z.int().min(1) }).readonly(),
  reason: z.enum(['refunded', 'cancelled']),
  amount: z.int().min(1),
});

/** A document, which gets its number from its place in the register of its series and year. */
export const documentSchema = z.discriminatedUnion('series', [invoice.readonly(), creditNote.readonly()]);

/** See {@link documentSchema}. */
export type Document = z.infer<typeof documentSchema>;

/** An invoice. */
export type Invoice = Extract<Document, { readonly series: 'invoices' }>;

/** A credit note. */
export type CreditNote = Extract<Document, { readonly series: 'credit-notes' }>;

/** Where a document is: 7 of the year 2026. Numbers of a series and year begin at 1 and have no gaps. */
const place = { year: z.int(), number: z.int().min(1) };

/** An invoice with its number. */
export const numberedInvoiceSchema = z.object({ ...invoice.shape, ...place }).readonly();

/** A credit note with its number. */
export const numberedCreditNoteSchema = z.object({ ...creditNote.shape, ...place }).readonly();

/** A document with its number. */
export const numberedDocumentSchema = z.discriminatedUnion('series', [numberedInvoiceSchema, numberedCreditNoteSchema]);

/** A document with its number. */
export type NumberedDocument = z.infer<typeof numberedDocumentSchema>;

/** What a document is for in minor units: what an invoice costs, or a credit note gives back. */
export const amountOf = (document: Document): number =>
  document.series === 'invoices' ? document.net : document.amount;

/** The number as people read it: `2026-000007`, and `C2026-000007` of a credit note. */
export const numberText = (
  series: Series,
  { year, number }: { readonly year: number; readonly number: number },
): string => `${series === 'invoices' ? '' : 'C'}${year}-${String(number).padStart(6, '0')}`;
