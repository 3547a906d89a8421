import { inParallel } from '../../application/in-parallel.ts';
import type { CustomerOrders, EmailContainers } from './containers.ts';
import { eraseFrom } from './order-mails.ts';
import { close, opening, whileOpen } from './open-once.ts';

/** How many orders of one customer are read at a time, and how many of them are erased at once. */
const ordersInPage = 100;
const ordersAtOnce = 8;

const prefix = 'order:';

/**
 * Lists an order under its customer, so that an erasure finds it; 'erased' when the customer was erased before, and nothing is listed.
 * Either this sees the erasure, or the erasure sees the order: both are steps of one partition.
 */
export const listOrder = async (customer: CustomerOrders, orderId: string): Promise<'active' | 'erased'> => {
  const listing = { type: 'put', id: `${prefix}${orderId}`, document: { status: 'listed', orderId } } as const;
  const listed = async (...steps: Parameters<CustomerOrders['batch']>[0]): Promise<boolean> =>
    (await customer.batch([...steps, listing])) === 'done';
  if (await listed(whileOpen)) return 'active';
  if (await listed(...opening({ status: 'open' } as const))) return 'active';
  return (await listed(whileOpen)) ? 'active' : 'erased'; // or it was opened between the first two steps
};

/** Erases a customer from all mails. After a crash the next call continues with the remaining orders. */
export const eraseCustomer = async ({ mails, customers }: EmailContainers, customerId: string): Promise<void> => {
  const customer = customers(customerId);
  await close(customer);
  for (;;) {
    const orders = await customer.list({ prefix, atMost: ordersInPage });
    if (orders.length === 0) return;
    await inParallel(ordersAtOnce, orders, async ({ id, revision }) => {
      await eraseFrom(mails(id.slice(prefix.length)));
      // Last, so that a crash leaves the order listed.
      await customer.batch([{ type: 'remove', id, revision }]);
    });
  }
};
