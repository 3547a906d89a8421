import { z } from 'zod';
import {
  pageParameters,
  queryRoute,
  unknownContinuation,
  versionPage,
  wholeNumber,
  type VersionList,
} from '../../adapters/azure-functions/index.ts';
import { reachesView, type Reach } from '../../application/callers/reach.ts';
import { numberedCreditNoteSchema, numberedInvoiceSchema, type Series } from '../../consumers/billing/document.ts';
import { documentAt, documentsOf } from '../../consumers/billing/issue.ts';
import { listedDocumentSchema, shortOf, type ListedDocument } from '../../consumers/billing/listed.ts';
import { documentPage } from '../../consumers/billing/page/document-page.ts';
import { edge } from '../composition.ts';
import { streams } from './billing.ts';

const year = wholeNumber(2000, 9999).meta({ examples: ['2026'] });
const place = z.strictObject({ year, number: wholeNumber(1, 999_999_999).meta({ examples: ['1'] }) });
const listed = z.object({ items: z.array(listedDocumentSchema).readonly(), continuation: z.string().nullable() });

const everybody = ['customer', 'clerk', 'auditor'] as const;
const shop = ['clerk', 'auditor'] as const;
const noInvoice = { status: 404, name: 'invoice-not-issued', title: 'There is no such invoice' };
const noCreditNote = { status: 404, name: 'credit-note-not-issued', title: 'There is no such credit note' };

const registerOf = (series: Series, ofYear: number): VersionList<ListedDocument> => ({
  name: `${series} of ${ofYear}`,
  versionOf: ({ number }) => number,
  read: async (after, atMost) =>
    (await documentsOf(streams.registers, { series, year: ofYear }, after, atMost)).map(shortOf),
});

/** GET /api/billing/invoices?year=&limit=&continuation=: the invoices of a year in the order of their numbers. */
export const listInvoices = queryRoute(edge, {
  name: 'ListInvoices',
  roles: shop,
  path: 'billing/invoices',
  parameters: z.strictObject({ year, ...pageParameters }),
  answers: listed,
  problems: [unknownContinuation],
  handle: async ({ year: ofYear, ...page }) => ({ body: await versionPage(registerOf('invoices', ofYear), page) }),
});

/** GET /api/billing/credit-notes?year=&limit=&continuation=: the credit notes of a year in the order of their numbers. */
export const listCreditNotes = queryRoute(edge, {
  name: 'ListCreditNotes',
  roles: shop,
  path: 'billing/credit-notes',
  parameters: z.strictObject({ year, ...pageParameters }),
  answers: listed,
  problems: [unknownContinuation],
  handle: async ({ year: ofYear, ...page }) => ({ body: await versionPage(registerOf('credit-notes', ofYear), page) }),
});

/** The document at a place; undefined where there is none, and of another customer for who reaches only its own. */
const reachedAt = async (at: Parameters<typeof documentAt>[1], reach: Reach) => {
  const found = await documentAt(streams.registers, at);
  return reachesView(reach, { field: 'customerId' }, found) ? found : undefined;
};

/** GET /api/billing/invoices/{year}/{number}: an invoice, to browsers as a page to print. */
export const getInvoice = queryRoute(edge, {
  name: 'GetInvoice',
  roles: everybody,
  path: 'billing/invoices/{year}/{number}',
  parameters: place,
  answers: numberedInvoiceSchema,
  page: documentPage,
  problems: [noInvoice],
  handle: async (asked, { reach }) => {
    const found = await reachedAt({ series: 'invoices', ...asked }, reach);
    return found?.series === 'invoices' ? { body: found } : { problem: noInvoice };
  },
});

/** GET /api/billing/credit-notes/{year}/{number}: a credit note, to browsers as a page to print. */
export const getCreditNote = queryRoute(edge, {
  name: 'GetCreditNote',
  roles: everybody,
  path: 'billing/credit-notes/{year}/{number}',
  parameters: place,
  answers: numberedCreditNoteSchema,
  page: documentPage,
  problems: [noCreditNote],
  handle: async (asked, { reach }) => {
    const found = await reachedAt({ series: 'credit-notes', ...asked }, reach);
    return found?.series === 'credit-notes' ? { body: found } : { problem: noCreditNote };
  },
});
