import { z } from 'zod';
import type { BillEvent } from './events.ts';
import { billLine } from './line.ts';
import { documentRequest, type DocumentRequest } from './request.ts';

const refund = z
  .object({ refundId: z.string(), accountId: z.string(), currency: z.string(), amount: z.int() })
  .readonly();

/** What an order is known to be, up to a version of it. */
const placed = {
  orderVersion: z.int().min(1),
  customerId: z.string(),
  currency: z.string(),
  country: z.string().exactOptional(),
  placedAt: z.string(),
  lines: z.array(billLine).readonly(),
  refunds: z.array(refund).readonly(),
};

/** A document that fell due, and its number once it has one. */
const dueDocument = z
  .object({ request: documentRequest.readonly(), number: z.int().min(1).exactOptional() })
  .readonly();

const openBill = z.object({ status: z.literal('open'), ...placed }).readonly();

const paidBill = z
  .object({
    status: z.literal('paid'),
    ...placed,
    paidAt: z.iso.datetime(),
    /** The account that paid; an order that was paid otherwise has none. */
    accountId: z.string().exactOptional(),
    isCancelled: z.boolean(),
    /** In the order in which they fell due: the invoice first. */
    documents: z.array(dueDocument).readonly(),
  })
  .readonly();

/** The state that decisions about a bill need. Amounts in minor units. */
export const billState = z.discriminatedUnion('status', [
  /** Its order is not known yet. An account may have told of refunds: its messages come by themselves. */
  z.object({ status: z.literal('awaited'), refunds: z.array(refund).readonly() }).readonly(),
  openBill,
  paidBill,
  /** Cancelled before it was paid: there will be no document. */
  z.object({ status: z.literal('dropped'), orderVersion: z.int().min(1) }).readonly(),
]);

/** The state that decisions about a bill need. */
export type Bill = z.infer<typeof billState>;

/** A bill whose order may still change. */
export type OpenBill = z.infer<typeof openBill>;

/** A bill that was paid. */
export type PaidBill = z.infer<typeof paidBill>;

/** A bill of which nothing is known. */
export const initialBill: Bill = { status: 'awaited', refunds: [] };

const whileOpen = (bill: Bill, change: (open: OpenBill) => Bill): Bill =>
  bill.status === 'open' ? change(bill) : bill;

const whilePaid = (bill: Bill, change: (paid: PaidBill) => Bill): Bill =>
  bill.status === 'paid' ? change(bill) : bill;

const numbered = (bill: PaidBill, key: DocumentRequest['key'], number: number): PaidBill => ({
  ...bill,
  documents: bill.documents.map((each) => (each.request.key === key ? { ...each, number } : each)),
});

type DataOf<Type extends BillEvent['type']> = Extract<BillEvent, { readonly type: Type }>['data'];

const opened = (bill: Bill, data: DataOf<'BillOpened'>): Bill =>
  bill.status === 'awaited' ? { ...data, status: 'open', refunds: bill.refunds } : bill;

const refunded = (bill: Bill, data: DataOf<'BillRefunded'>): Bill =>
  bill.status === 'dropped' ? bill : { ...bill, refunds: [...bill.refunds, data] };

const cancelled = (bill: Bill, orderVersion: number): Bill => {
  if (bill.status === 'paid') return { ...bill, orderVersion, isCancelled: true };
  return bill.status === 'open' ? { status: 'dropped', orderVersion } : bill;
};

/** The bill after one more event. */
export const evolve = (bill: Bill, { type, data }: BillEvent): Bill => {
  switch (type) {
    case 'BillOpened':
      return opened(bill, data);
    case 'BillQuantityChanged': {
      const { orderVersion, sku, quantity } = data;
      return whileOpen(bill, (open) => ({
        ...open,
        orderVersion,
        lines: open.lines.map((line) => (line.sku === sku ? { ...line, quantity } : line)),
      }));
    }
    case 'BillLineRemoved': {
      const { orderVersion, sku } = data;
      return whileOpen(bill, (open) => ({
        ...open,
        orderVersion,
        lines: open.lines.filter((line) => line.sku !== sku),
      }));
    }
    case 'BillPaid':
      return whileOpen(bill, (open) => ({ ...open, ...data, status: 'paid', isCancelled: false, documents: [] }));
    case 'BillCancelled':
      return cancelled(bill, data.orderVersion);
    case 'BillRefunded':
      return refunded(bill, data);
    case 'DocumentRequested':
      return whilePaid(bill, (paid) => ({ ...paid, documents: [...paid.documents, { request: data.request }] }));
    case 'DocumentNumbered':
      return whilePaid(bill, (paid) => numbered(paid, data.key, data.number));
  }
};
