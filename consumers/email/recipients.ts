import { inParallel } from '../../application/in-parallel.ts';
import type { MailStore, Recipient } from './mail-store.ts';

/** How many orders of one customer are read at a time, and how many of them are erased at once. */
const ordersInPage = 100;
const ordersAtOnce = 8;

/**
 * Records the customer of an order, and returns the recipient of its mails. The order is listed before it is opened: an erasure
 * that starts in between finds it and closes it first. An order of an erased customer is closed, without a trace of the customer.
 */
export const registerOrder = async (mails: MailStore, orderId: string, customerId: string): Promise<Recipient> => {
  if ((await mails.directory.list(customerId, orderId)) === 'erased') {
    await eraseFromOrder(mails, orderId, customerId);
    return { status: 'erased' };
  }
  await mails.directory.open(orderId, customerId);
  return { status: 'active', customerId };
};

/** Erases a customer from the directory and from all mails. After a crash the next call continues with the remaining orders. */
export const eraseRecipient = async (mails: MailStore, customerId: string): Promise<void> => {
  await mails.directory.markErased(customerId);
  for (;;) {
    const orders = await mails.directory.ordersOf(customerId, ordersInPage);
    if (orders.length === 0) return;
    await inParallel(ordersAtOnce, orders, (orderId) => eraseFromOrder(mails, orderId, customerId));
  }
};

/**
 * Closes the order first, so that no mail is added after the mails are emptied; removes it from the list last, so that a crash
 * leaves it listed.
 */
const eraseFromOrder = async ({ directory, outbox }: MailStore, orderId: string, customerId: string): Promise<void> => {
  await directory.close(orderId);
  await outbox.empty(orderId);
  await directory.unlist(customerId, orderId);
};
