import type { Reader } from '../../../application/callers/reach.ts';
import { cartsById } from '../../../domain/cart/index.ts';
import { confirmWithAccount } from './ordering.ts';
import { known, type Errand } from './errand.ts';

const everything: Reader = { reach: 'all', personalReach: 'none' };

/** A cart that is filled, changed and checked out at the prices that its view shows, and the order that comes of it. */
export const buyByCart: Errand = async (running) => {
  const { client, random } = running;
  const cart = { category: 'cart', entityId: random.oneOf(known.carts) };
  const customerId = random.oneOf(known.customers);
  for (const productId of known.products.filter(() => random.chance(0.7)))
    await client.command({
      ...cart,
      type: 'AddCartItem',
      data: { customerId, productId, quantity: random.between(1, 3) },
    });
  if (random.chance(0.3)) {
    const data = { productId: random.oneOf(known.products), quantity: random.between(1, 5) };
    await client.command({ ...cart, type: 'ChangeCartItemQuantity', data });
  }
  if (random.chance(0.2))
    await client.command({ ...cart, type: 'RemoveCartItem', data: { productId: random.oneOf(known.products) } });
  const key = { id: cart.entityId, partition: cart.entityId };
  const read = await client.ask(`looks at cart ${cart.entityId}`, (host) =>
    host.system.readerOf(cartsById).for(everything).read(key),
  );
  if (read?.found !== 'current' || read.view.items.length === 0) return;
  const items = read.view.items.map(({ productId, quantity, unitPrice }) => ({ productId, quantity, unitPrice }));
  const bought = await client.command({ ...cart, type: 'CheckOutCart', data: { items } });
  if (bought.outcome !== 'accepted') return;
  await confirmWithAccount(running, { category: 'order', entityId: `cart-${cart.entityId}` }, read.view.customerId);
};
