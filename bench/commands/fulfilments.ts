import type { Database } from '@azure/cosmos';
import { inParallel } from '../../application/in-parallel.ts';
import { streamIdOf, type Commit } from '../../application/streams/commit.ts';
import type { RunningSystem } from '../../application/system/run.ts';
import { account, type AccountCommand } from '../../domain/account/index.ts';
import { fulfilment } from '../../domain/fulfilment/index.ts';
import { order, type OrderCommand } from '../../domain/order/index.ts';
import { product, type ProductCommand } from '../../domain/product/index.ts';
import { askFor } from './command-process.ts';
import { shopOverCosmos } from './over-cosmos.ts';

const at = '2026-05-01T09:00:00.000Z';
const currency = 'EUR';
const atOnce = 16;

/** How many commands the fulfilment of an order asks: each line is reserved and shipped; one charge, one payment, one shipment. */
export const stepsOf = (lines: number): number => 2 * lines + 3;

const asking = ({ handlerOf }: Pick<RunningSystem, 'handlerOf'>) => {
  const orderHandler = handlerOf(order);
  const accountHandler = handlerOf(account);
  const productHandler = handlerOf(product);
  return {
    askOrder: (entityId: string, command: OrderCommand) => orderHandler(askFor(entityId, command)),
    askAccount: (entityId: string, command: AccountCommand) => accountHandler(askFor(entityId, command)),
    askProduct: (entityId: string, command: ProductCommand) => productHandler(askFor(entityId, command)),
  };
};

/** How many orders, and of how many lines, each of a product of its own. */
export interface OrdersWanted {
  readonly orders: number;
  readonly lines: number;
}

/** Stocks the shop, and places orders of customers who have an account each. Gives what confirms one, and what reads their histories. */
export const placedOrders = async (database: Database, id: string, { orders, lines: length }: OrdersWanted) => {
  const { system, eventStore, bus } = shopOverCosmos(database);
  const { askOrder, askAccount, askProduct } = asking(system);
  const ids = Array.from({ length: orders }, (_, n) => `${id}-${n}`);
  const products = Array.from({ length }, (_, n) => `${id}-product-${n}`);
  for (const productId of products) {
    const data = { name: productId, category: 'Food', currency, unitPrice: 450 };
    await askProduct(productId, { type: 'AddProduct', data, at });
    await askProduct(productId, { type: 'ReceiveStock', data: { quantity: 100_000 }, at });
  }
  const lines = products.map((productId) => ({
    ...{ sku: productId, name: productId, unitPrice: 450, quantity: 1, discountPercent: 0 },
    productId,
  }));
  await inParallel(atOnce, ids, async (each) => {
    await askAccount(each, { type: 'OpenAccount', data: { customerId: each, currency }, at });
    await askAccount(each, { type: 'DepositToAccount', data: { reference: 'first', currency, amount: 10_000 }, at });
    await askOrder(each, { type: 'PlaceOrder', data: { customerId: each, currency, lines }, at });
  });
  const historyOf = (category: string, entityId: string): Promise<readonly Commit[]> =>
    eventStore.read(streamIdOf(category, entityId));
  return {
    ...{ system, bus, ids, products, historyOf },
    confirm: (each: string) => askOrder(each, { type: 'ConfirmOrder', data: { accountId: each }, at }),
    isShipped: async (each: string): Promise<boolean> =>
      (await historyOf(order.category, each)).some(({ events }) => events.some(({ type }) => type === 'OrderShipped')),
  };
};

/** The subscriber that runs fulfilments in this system. */
export const fulfilling = ({ subscribers }: Pick<RunningSystem, 'subscribers'>) => {
  const subscriber = subscribers.find(({ name }) => name === fulfilment.name);
  if (subscriber === undefined) throw new Error(`Nothing runs ${fulfilment.name}.`);
  return subscriber;
};

/**
 * Confirms orders. Gives what fulfils them: it delivers their confirmations as the feed would, each in a batch of its own and so many at
 * once, so that no polling is in the time.
 */
export const ordersToFulfil = async (database: Database, id: string, wanted: OrdersWanted) => {
  const { system, ids, historyOf, confirm, isShipped } = await placedOrders(database, id, wanted);
  const subscriber = fulfilling(system);
  await inParallel(atOnce, ids, confirm);
  const confirmations = await Promise.all(ids.map((each) => historyOf(order.category, each)));

  /** Fulfils all of them, so many at once. Gives how long each took, in milliseconds. */
  const fulfil = async (lanes: number): Promise<readonly number[]> => {
    const took: number[] = [];
    await inParallel(lanes, confirmations, async (commits) => {
      const began = performance.now();
      await subscriber.deliver(commits);
      took.push(performance.now() - began);
    });
    return took;
  };
  const shipped = async (): Promise<number> => (await Promise.all(ids.map(isShipped))).filter(Boolean).length;
  return { fulfil, shipped };
};
