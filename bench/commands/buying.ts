import type { Database } from '@azure/cosmos';
import type { RunningSystem } from '../../application/system/run.ts';
import { streamIdOf } from '../../application/streams/commit.ts';
import { cart, type CartCommand } from '../../domain/cart/index.ts';
import { customer, customersById } from '../../domain/customer/index.ts';
import { order, type OrderCommand } from '../../domain/order/index.ts';
import { product, productsById } from '../../domain/product/index.ts';
import { register } from './customers.ts';
import { askFor } from './command-process.ts';
import { shopOverCosmos } from './over-cosmos.ts';

const at = '2026-05-01T09:00:00.000Z';
const [unitPrice, quantity] = [450, 1];

/** How many products are in a cart here. */
export const productsInCart = 3;

/** A process as customers use it: each reaches its own. */
const processOf = ({ handlerOf }: Pick<RunningSystem, 'handlerOf'>, customerId: string) => {
  const orders = handlerOf(order);
  const carts = handlerOf(cart);
  const own = { reach: { ownerId: customerId } };
  return {
    placeOrder: (id: string) => {
      const lines = [{ sku: 'tea', name: 'Earl Grey', unitPrice, quantity, discountPercent: 0 }];
      const command: OrderCommand = { type: 'PlaceOrder', data: { customerId, currency: 'EUR', lines }, at };
      return orders({ ...askFor(id, command), ...own });
    },
    inCart: (id: string, command: CartCommand) => carts({ ...askFor(id, command), ...own }),
  };
};

/** A process as one customer uses it. */
export type BuyersProcess = ReturnType<typeof processOf>;

/** A customer and products that views show, and processes in which the customer buys. `id` begins all their ids. */
export const buying = async (database: Database, id: string) => {
  const { system, eventStore } = shopOverCosmos(database);
  const productIds = Array.from({ length: productsInCart }, (_, n) => `${id}-${n}`);
  const offer = { category: 'Food', currency: 'EUR', unitPrice };
  const askProduct = system.handlerOf(product);
  const follow = async (category: string, ids: readonly string[], view: string): Promise<void> => {
    const streams = await Promise.all(ids.map((each) => eventStore.read(streamIdOf(category, each))));
    for (const subscriber of system.subscribers) if (subscriber.name === view) await subscriber.deliver(streams.flat());
  };
  const registerBuyer = (customerId: string) =>
    system.handlerOf(customer)(askFor(customerId, register(`${customerId}@example.org`)));

  const add = ({ inCart }: BuyersProcess, index: number) => {
    const data = { customerId: id, productId: productIds[index] ?? '', quantity };
    return inCart(id, { type: 'AddCartItem', data, at });
  };

  await registerBuyer(id);
  for (const each of productIds)
    await askProduct(askFor(each, { type: 'AddProduct', data: { ...offer, name: each }, at }));
  await follow('customer', [id], customersById.name);
  await follow('product', productIds, productsById.name);

  return {
    /** A process that knows none of the streams yet. */
    newProcess: (customerId = id) => processOf(shopOverCosmos(database).system, customerId),
    /** Registers a customer whom no view shows yet. */
    registerBuyer,
    /** Changes the prices of all products, also in the view. */
    changePrices: async (to: number) => {
      for (const each of productIds)
        await askProduct(askFor(each, { type: 'ChangeProductPrice', data: { unitPrice: to }, at }));
      await follow('product', productIds, productsById.name);
    },
    /** Puts this one of the products into the cart. */
    add,
    fillCart: async (process: BuyersProcess): Promise<void> => {
      for (const index of productIds.keys()) await add(process, index);
    },
    /** Checks the cart out at what the products cost when they were added. */
    checkOut: ({ inCart }: BuyersProcess) =>
      inCart(id, {
        type: 'CheckOutCart',
        data: { items: productIds.map((productId) => ({ productId, quantity, unitPrice })) },
        at,
      }),
  };
};
