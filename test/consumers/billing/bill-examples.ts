import type { BillEvent } from '../../../consumers/billing/bill/events.ts';
import type { BillCommand } from '../../../consumers/billing/bill/commands.ts';
import { now } from '../../support/scenario.ts';

type Asked = BillCommand extends infer Each ? (Each extends BillCommand ? Omit<Each, 'at'> : never) : never;

/** Registers in which some numbers are taken. */
export const registers = { year: 2026, invoices: 41, creditNotes: 6 };

const lines = [
  { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 5, discountPercent: 0 },
  { sku: 'cake', name: 'Victoria sponge', unitPrice: 1290, quantity: 1, discountPercent: 10 },
];

const placement = { orderVersion: 1, customerId: 'bob', currency: 'EUR', placedAt: now, lines };
const requestedNow = { issuedAt: now, year: 2026 };

/** Whose money, where not that of the account that pays. */
type Whose = Partial<Record<'currency' | 'accountId', string>>;

/** What happens to the bill of an order of 34.11 EUR. */
export const opened: BillEvent = { type: 'BillOpened', data: placement };
export const changed: BillEvent = { type: 'BillQuantityChanged', data: { orderVersion: 2, sku: 'tea', quantity: 6 } };
export const removed: BillEvent = { type: 'BillLineRemoved', data: { orderVersion: 2, sku: 'cake' } };
export const paid: BillEvent = { type: 'BillPaid', data: { orderVersion: 3, paidAt: now } };
export const paidByAccount: BillEvent = {
  type: 'BillPaid',
  data: { orderVersion: 3, paidAt: now, accountId: 'main' },
};
export const cancelled: BillEvent = { type: 'BillCancelled', data: { orderVersion: 4 } };
export const refunded = (
  version: number,
  amount: number,
  { currency = 'EUR', accountId = 'main' } = {},
): BillEvent => ({
  type: 'BillRefunded',
  data: { refundId: `account-${accountId}:${version}`, accountId, currency, amount },
});
export const invoiceRequested: BillEvent = {
  type: 'DocumentRequested',
  data: { request: { series: 'invoices', key: 'invoice', ...requestedNow, searchedTo: 41 } },
};
export const creditRequested = (key: string, reason: 'refunded' | 'cancelled', amount: number): BillEvent => ({
  type: 'DocumentRequested',
  data: { request: { series: 'credit-notes', key, ...requestedNow, searchedTo: 6, reason, amount } },
});
export const numbered = (key: string, number: number): BillEvent => ({
  type: 'DocumentNumbered',
  data: { key, number },
});

/** What messages and numbers tell a bill. */
export const ask = {
  open: { type: 'OpenBill', data: placement },
  change: { type: 'ChangeBillQuantity', data: { orderVersion: 2, sku: 'tea', quantity: 6 } },
  remove: { type: 'RemoveBillLine', data: { orderVersion: 2, sku: 'cake' } },
  pay: { type: 'PayBill', data: { orderVersion: 3, paidAt: now, registers } },
  payByAccount: { type: 'PayBill', data: { orderVersion: 3, paidAt: now, accountId: 'main', registers } },
  cancel: { type: 'CancelBill', data: { orderVersion: 4, registers } },
  refund: (version: number, amount: number, { currency = 'EUR', accountId = 'main' }: Whose = {}) => ({
    type: 'RefundBill',
    data: { refundId: `account-${accountId}:${version}`, accountId, currency, amount, registers },
  }),
  record: (key: string, number: number) => ({ type: 'RecordNumber', data: { key, number } }),
} satisfies Readonly<Record<string, Asked | ((...given: never[]) => Asked)>>;
