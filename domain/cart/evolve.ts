import { z } from 'zod';
import type { CartEvent } from './events.ts';

const item = z.object({ productId: z.string(), quantity: z.int(), unitPrice: z.int() }).readonly();

const openCart = z
  .object({
    status: z.literal('open'),
    customerId: z.string(),
    currency: z.string(),
    items: z.array(item).readonly(),
  })
  .readonly();

const checkedOutCart = z
  .object({
    status: z.literal('checked-out'),
    customerId: z.string(),
    orderId: z.string(),
    country: z.string().exactOptional(),
    items: z.array(item).readonly(),
  })
  .readonly();

/** The state that decisions about a cart need. Prices in minor units: those in the catalogue when the item was added, then those paid. */
export const cartState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('not-begun') }).readonly(),
  openCart,
  checkedOutCart,
  z.object({ status: z.literal('check-out-failed'), customerId: z.string(), reason: z.string() }).readonly(),
]);

/** The state that decisions about a cart need. */
export type Cart = z.infer<typeof cartState>;

/** A cart that is not checked out. */
export type OpenCart = z.infer<typeof openCart>;

/** A cart that becomes an order. */
export type CheckedOutCart = z.infer<typeof checkedOutCart>;

/** A product in a cart. */
export type CartItem = z.infer<typeof item>;

/** A cart without events. */
export const initialCart: Cart = { status: 'not-begun' };

const whileOpen = (cart: Cart, change: (items: readonly CartItem[]) => readonly CartItem[]): Cart =>
  cart.status === 'open' ? { ...cart, items: change(cart.items) } : cart;

/** The cart after one more event. */
export const evolve = (cart: Cart, event: CartEvent): Cart => {
  switch (event.type) {
    case 'CartItemAdded': {
      const { customerId, currency, productId, quantity, unitPrice } = event.data;
      const before = cart.status === 'open' ? cart.items : [];
      return { status: 'open', customerId, currency, items: [...before, { productId, quantity, unitPrice }] };
    }
    case 'CartItemQuantityChanged': {
      const { productId, to } = event.data;
      return whileOpen(cart, (items) =>
        items.map((each) => (each.productId === productId ? { ...each, quantity: to } : each)),
      );
    }
    case 'CartItemRemoved':
      return whileOpen(cart, (items) => items.filter(({ productId }) => productId !== event.data.productId));
    case 'CartCheckedOut': {
      const { lines, customerId, orderId, country } = event.data;
      const items = lines.map(({ productId, quantity, unitPrice }) => ({ productId, quantity, unitPrice }));
      const closed = { status: 'checked-out', customerId, orderId, items } as const;
      return country === undefined ? closed : { ...closed, country };
    }
    case 'CartCheckOutFailed': {
      const { reason } = event.data;
      return cart.status === 'not-begun' ? cart : { status: 'check-out-failed', customerId: cart.customerId, reason };
    }
  }
};
