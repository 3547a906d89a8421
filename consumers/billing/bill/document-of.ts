import type { Document } from '../document.ts';
import type { PaidBill } from './evolve.ts';
import { priced, totalOf } from './line.ts';
import type { DocumentRequest } from './request.ts';

/** A document that is to get a number next. */
export interface Awaiting {
  readonly request: DocumentRequest;
  readonly document: Document;
}

/**
 * The first document of a bill that waits for its number, with all that it says. That follows from what cannot change any more, so it
 * is the same each time. A credit note waits for the number of its invoice, which was requested before it.
 */
export const nextDocument = (orderId: string, bill: PaidBill): Awaiting | undefined => {
  const request = bill.documents.find(({ number }) => number === undefined)?.request;
  const document = request && documentOf(orderId, bill, request);
  return request && document && { request, document };
};

const documentOf = (orderId: string, bill: PaidBill, request: DocumentRequest): Document | undefined => {
  const { customerId, currency } = bill;
  const { key, issuedAt } = request;
  const every = { key, orderId, customerId, currency, issuedAt };
  if (request.series === 'invoices') return { series: request.series, ...every, ...costsOf(bill) };
  const { series, reason, amount } = request;
  const invoice = numberedOf(bill).find((each) => each.series === 'invoices');
  return invoice && { series, ...every, invoice: { year: invoice.year, number: invoice.number }, reason, amount };
};

const costsOf = ({ country, placedAt, paidAt, lines }: PaidBill) => {
  const invoiced = lines.map(priced);
  return {
    ...(country !== undefined && { country }),
    placedAt,
    paidAt,
    lines: invoiced,
    gross: invoiced.reduce((sum, { gross }) => sum + gross, 0),
    net: totalOf(lines),
  };
};

/** A numbered document in short: what lists show of it. Amounts in minor units. */
export interface NumberedShort extends Pick<Document, 'series' | 'key' | 'issuedAt'> {
  readonly year: number;
  readonly number: number;
  readonly amount: number;
}

/** The documents of a bill that have their numbers, in the order in which they fell due. */
export const numberedOf = ({ documents, lines }: Pick<PaidBill, 'documents' | 'lines'>): readonly NumberedShort[] =>
  documents.flatMap(({ request, number }) => {
    const { series, year, key, issuedAt } = request;
    const amount = series === 'invoices' ? totalOf(lines) : request.amount;
    return number === undefined ? [] : [{ series, year, number, key, issuedAt, amount }];
  });
