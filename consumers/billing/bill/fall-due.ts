import type { PaidBill } from './evolve.ts';
import { totalOf } from './line.ts';
import type { DocumentRequest, OpenRegisters } from './request.ts';

/**
 * The documents that have fallen due on a paid bill and were not requested yet: its invoice, a credit note for each refund, and, where no
 * account paid, one for the rest of an order that was cancelled. Money that an account paid goes back to it, and only what has gone
 * back to it is credited. What another account gets back, or any account for an order that none has paid, was charged by mistake: the
 * invoice tells nothing of it. Neither is money in another currency this invoice's. All together never credit more than the invoice.
 */
export const fallenDue = (
  bill: PaidBill,
  { year, invoices, creditNotes }: OpenRegisters,
  issuedAt: string,
): readonly DocumentRequest[] => {
  const requested = new Set(bill.documents.map(({ request }) => request.key));
  const invoice: DocumentRequest = { series: 'invoices', key: 'invoice', issuedAt, year, searchedTo: invoices };
  const credits: DocumentRequest[] = [];
  let rest = totalOf(bill.lines) - creditedOn(bill);
  const credit = (key: string, reason: 'refunded' | 'cancelled', wanted: number): void => {
    const amount = Math.min(wanted, rest);
    if (amount <= 0 || requested.has(key)) return;
    rest -= amount;
    credits.push({ series: 'credit-notes', key, issuedAt, year, searchedTo: creditNotes, reason, amount });
  };
  for (const { refundId, accountId, currency, amount } of bill.refunds)
    if (accountId === bill.accountId && currency === bill.currency) credit(`refund-${refundId}`, 'refunded', amount);
  if (bill.isCancelled && bill.accountId === undefined) credit('cancellation', 'cancelled', rest);
  return [...(requested.has(invoice.key) ? [] : [invoice]), ...credits];
};

/** What was credited on a bill so far, also by credit notes that have no number yet. */
const creditedOn = ({ documents }: Pick<PaidBill, 'documents'>): number =>
  documents.reduce((sum, { request }) => sum + (request.series === 'credit-notes' ? request.amount : 0), 0);
