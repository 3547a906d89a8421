import type { CloudEvent } from '../../application/messages/cloud-event.ts';
import { nextDocument } from './bill/document-of.ts';
import type { PaidBill } from './bill/evolve.ts';
import { issue } from './issue.ts';
import { sentBecauseOf } from './sent.ts';
import { tell } from './tell.ts';
import type { BillingStreams } from './streams.ts';

/**
 * Gives every document of an order that fell due its number, one after the other, and returns the bill with all of them; undefined where the
 * order was not paid. What it does is in the streams after each step, so whoever comes next goes on where a crash has left it.
 */
export const issueDue = async (
  { bills, registers }: BillingStreams,
  orderId: string,
  because: CloudEvent,
): Promise<PaidBill | undefined> => {
  for (;;) {
    const bill = await bills.stateOf(orderId);
    if (bill.status !== 'paid') return undefined;
    const next = nextDocument(orderId, bill);
    if (next === undefined) return bill;
    const { key } = next.request;
    const number = await issue(registers, next.document, next.request, because);
    const command = { type: 'RecordNumber' as const, data: { key, number }, at: next.request.issuedAt };
    await tell(bills, { entityId: orderId, command, ...sentBecauseOf(because, `number-of-${key}`) });
  }
};
