import { setTimeout as pause } from 'node:timers/promises';
import type { StartedSystem } from '../../endurance/started-system.ts';
import { inParallel } from '../../../application/in-parallel.ts';

const currency = 'EUR';
const price = 1_000;
const customers = 20;
const ordersAtOnce = 8;

/** Of cake there is enough for two of five who want it, of tea for everybody. */
export const stockFor = (orders: number) => ({ tea: 3 * orders, cake: Math.floor(orders / 5) });

/** What an order is made of: the first has one line, the next two, and so on. */
export const wanted = (n: number) => {
  const lineOf = (product: string, quantity: number) => ({
    ...{ sku: product, name: product, unitPrice: price, quantity, productId: product },
  });
  return {
    customerId: `customer-${n % customers}`,
    accountId: `account-${n % customers}`,
    lines: [lineOf('tea', 1 + (n % 3)), ...(n % 2 === 1 ? [lineOf('cake', 1)] : [])],
  };
};

/** The ids of so many orders: that of number `n` is what {@link wanted} says of it. */
export const idsOf = (orders: number): readonly string[] => Array.from({ length: orders }, (_, n) => `order-${n}`);

/** The ids of all accounts. */
export const accountIds = Array.from({ length: customers }, (_, n) => `account-${n}`);

/** Whether the customer changes their mind, which may come too late. */
const isCancelled = (n: number): boolean => n % 10 === 9;

/** How a command may be answered: it is done, or it comes too late. */
const decided = /^\{"streamId"|:problem:order-already-(shipped|cancelled)"/;

/**
 * Clerks who sell over HTTP, whatever happens to the system: a command without an answer is sent again until it has one. What they send
 * may be repeated, and is done once.
 */
export const clerks = (system: Pick<StartedSystem, 'post'>) => {
  const send = async (path: string, body: object): Promise<void> => {
    for (;;) {
      const answer = await system.post(path, body).catch(() => null);
      if (decided.test(JSON.stringify(answer))) return;
      await pause(100);
    }
  };
  return {
    /** Fills the shop, and gives every customer an account with money for everything. Before anything fails: stock is added by each call. */
    prepare: async (orders: number): Promise<{ readonly paidIn: number }> => {
      const amount = orders * 4 * price;
      for (const [id, quantity] of Object.entries(stockFor(orders))) {
        await send(`products/${id}/add`, { name: id, category: 'Food', currency, unitPrice: price });
        await send(`products/${id}/receive-stock`, { quantity });
      }
      for (const [n, id] of accountIds.entries()) {
        await send(`accounts/${id}/open`, { customerId: `customer-${n}`, currency });
        await send(`accounts/${id}/deposit`, { reference: 'wages', currency, amount });
      }
      return { paidIn: customers * amount };
    },
    /** Places and confirms the orders, several at once, and cancels some; says after each how many are done. */
    sell: async (orders: number, onDone: (done: number) => void): Promise<void> => {
      let done = 0;
      await inParallel(ordersAtOnce, [...idsOf(orders).entries()], async ([n, id]) => {
        const { customerId, accountId, lines } = wanted(n);
        await send(`orders/${id}/place`, { customerId, currency, lines });
        await send(`orders/${id}/confirm`, { accountId });
        if (isCancelled(n)) await send(`orders/${id}/cancel`, { reason: 'It rains.' });
        onDone((done += 1));
      });
    },
  };
};
