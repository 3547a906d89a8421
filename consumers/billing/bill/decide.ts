import { accept, nothingToDo, reject, type Decision } from '../../../domain/modelling/aggregate.ts';
import type { BillCommand } from './commands.ts';
import type { BillEvent } from './events.ts';
import { evolve, type Bill } from './evolve.ts';
import { fallenDue } from './fall-due.ts';
import type { OpenRegisters } from './request.ts';

/** The reasons for which a command is rejected. */
export type BillRejection =
  /** A message about an order whose placement was not taken. */
  | { readonly type: 'BillNotOpened' }
  /** What the order has told later, up to this version, was taken before: documents may have been issued by it. */
  | { readonly type: 'OvertakenByLater'; readonly orderVersion: number }
  | { readonly type: 'DocumentNotRequested'; readonly key: string }
  /** The document has this number already. */
  | { readonly type: 'NumberedOtherwise'; readonly key: string; readonly number: number };

type BillDecision = Decision<BillEvent, BillRejection>;
type DataOf<Type extends BillCommand['type']> = Extract<BillCommand, { readonly type: Type }>['data'];

/** Decides what a message, or the number of a document, changes on the bill of its order. */
export const decide = (command: BillCommand, bill: Bill): BillDecision => {
  switch (command.type) {
    case 'OpenBill':
      return bill.status === 'awaited' ? accept({ type: 'BillOpened', data: command.data }) : nothingToDo;
    case 'ChangeBillQuantity':
      return ofOrder(bill, { type: 'BillQuantityChanged', data: command.data });
    case 'RemoveBillLine':
      return ofOrder(bill, { type: 'BillLineRemoved', data: command.data });
    case 'PayBill': {
      const { registers, ...data } = command.data;
      return withDocuments(ofOrder(bill, { type: 'BillPaid', data }), bill, { ...command, registers });
    }
    case 'CancelBill': {
      const { registers, ...data } = command.data;
      return withDocuments(ofOrder(bill, { type: 'BillCancelled', data }), bill, { ...command, registers });
    }
    case 'RefundBill': {
      const { registers, ...data } = command.data;
      return withDocuments(refund(data, bill), bill, { ...command, registers });
    }
    case 'RecordNumber':
      return recordNumber(command.data, bill);
  }
};

type OfOrder = Extract<BillEvent, { readonly data: { readonly orderVersion: number } }>;

/**
 * An order tells its versions one after the other, and what was taken is not told again: its mark is there, or the id of its command. One
 * that is not above the last was left out, by an operator or the broker.
 */
const ofOrder = (bill: Bill, event: OfOrder): BillDecision => {
  if (bill.status === 'awaited') return reject({ type: 'BillNotOpened' });
  const { orderVersion } = bill;
  if (event.data.orderVersion <= orderVersion) return reject({ type: 'OvertakenByLater', orderVersion });
  return isStillOpenTo(event, bill) ? accept(event) : nothingToDo;
};

/** Once it is paid, an order can only be cancelled; once it is cancelled, nothing can happen to it. */
const isStillOpenTo = ({ type }: OfOrder, bill: Bill): boolean =>
  bill.status === 'open' || (type === 'BillCancelled' && bill.status === 'paid' && !bill.isCancelled);

const refund = (data: Omit<DataOf<'RefundBill'>, 'registers'>, bill: Bill): BillDecision => {
  if (bill.status === 'dropped' || bill.refunds.some(({ refundId }) => refundId === data.refundId)) return nothingToDo;
  return accept({ type: 'BillRefunded', data });
};

/** What falls due by an event is requested with it, so that nothing can come between. */
const withDocuments = (
  decision: BillDecision,
  bill: Bill,
  { registers, at }: { readonly registers: OpenRegisters; readonly at: string },
): BillDecision => {
  if (!decision.accepted) return decision;
  const after = decision.events.reduce(evolve, bill);
  const due = after.status === 'paid' && decision.events.length > 0 ? fallenDue(after, registers, at) : [];
  return accept(
    ...decision.events,
    ...due.map((request): BillEvent => ({ type: 'DocumentRequested', data: { request } })),
  );
};

const recordNumber = ({ key, number }: DataOf<'RecordNumber'>, bill: Bill): BillDecision => {
  const document = bill.status === 'paid' ? bill.documents.find(({ request }) => request.key === key) : undefined;
  if (document === undefined) return reject({ type: 'DocumentNotRequested', key });
  if (document.number === undefined) return accept({ type: 'DocumentNumbered', data: { key, number } });
  return document.number === number ? nothingToDo : reject({ type: 'NumberedOtherwise', key, number: document.number });
};
