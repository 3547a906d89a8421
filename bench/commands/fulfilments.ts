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

/** The asks of one fulfilment of two lines: two reservations, the charge, the payment, the shipment, and two of stock. */
export const stepsOfOne = 7;

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

/**
 * Stocks the shop and has orders of two products confirmed, each of a customer of its own. Gives what fulfils them: it delivers their
 * confirmations as the feed would, each in a batch of its own and so many at once, so that no polling is in the time.
 */
export const ordersToFulfil = async (database: Database, id: string, orders: number) => {
  const { system, eventStore } = shopOverCosmos(database);
  const ids = Array.from({ length: orders }, (_, n) => `${id}-${n}`);
  const { askOrder, askAccount, askProduct } = asking(system);

  const products = ['tea', 'cake'].map((name) => `${id}-${name}`);
  for (const productId of products) {
    const data = { name: productId, category: 'Food', currency, unitPrice: 450 };
    await askProduct(productId, { type: 'AddProduct', data, at });
    await askProduct(productId, { type: 'ReceiveStock', data: { quantity: 100_000 }, at });
  }
  await inParallel(atOnce, ids, async (each) => {
    await askAccount(each, { type: 'OpenAccount', data: { customerId: each, currency }, at });
    await askAccount(each, { type: 'DepositToAccount', data: { reference: 'first', currency, amount: 10_000 }, at });
    const lines = products.map((productId) => ({
      ...{ sku: productId, name: productId, unitPrice: 450, quantity: 1, discountPercent: 0 },
      productId,
    }));
    await askOrder(each, { type: 'PlaceOrder', data: { customerId: each, currency, lines }, at });
    await askOrder(each, { type: 'ConfirmOrder', data: { accountId: each }, at });
  });
  const subscriber = system.subscribers.find(({ name }) => name === fulfilment.name);
  if (subscriber === undefined) throw new Error(`Nothing runs ${fulfilment.name}.`);
  const read = (each: string): Promise<readonly Commit[]> => eventStore.read(streamIdOf(order.category, each));

  const confirmations = await Promise.all(ids.map((each) => read(each)));

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
  const shipped = async (): Promise<number> => {
    const histories = await Promise.all(ids.map((each) => read(each)));
    return histories.filter((commits) =>
      commits.some(({ events }) => events.some(({ type }) => type === 'OrderShipped')),
    ).length;
  };
  return { fulfil, shipped };
};
