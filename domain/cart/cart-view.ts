import { z } from 'zod';
import { declareView, type Fold } from '../modelling/view.ts';
import { grossOf } from '../money.ts';
import { cart } from './cart.ts';
import type { CartEvent } from './events.ts';
import type { CartLine } from './line.ts';

const cartViewItem = z
  .object({
    productId: z.string(),
    name: z.string(),
    category: z.string(),
    /** The price in the catalogue when the item was added; after check-out, the price that was agreed. */
    unitPrice: z.int(),
    quantity: z.int(),
    gross: z.int(),
  })
  .readonly();

type CartViewItem = z.infer<typeof cartViewItem>;

/** A cart as a screen shows it. Amounts in minor units. */
export const cartViewSchema = z
  .object({
    cartId: z.string(),
    customerId: z.string(),
    status: z.enum(['open', 'checked-out', 'check-out-failed']),
    currency: z.string(),
    items: z.array(cartViewItem).readonly(),
    total: z.int(),
    begunAt: z.iso.datetime(),
    /** The order that it becomes, once it is checked out. */
    orderId: z.string().exactOptional(),
    /** The country that the order ships to. */
    country: z.string().exactOptional(),
    /** Why it could not become an order. */
    failure: z.string().exactOptional(),
  })
  .readonly();

/** A cart as a screen shows it. */
export type CartView = z.infer<typeof cartViewSchema>;

const withItems = (items: readonly Omit<CartViewItem, 'gross'>[]): Pick<CartView, 'items' | 'total'> => ({
  items: items.map((item) => ({ ...item, gross: grossOf(item) })),
  total: items.reduce((sum, item) => sum + grossOf(item), 0),
});

const itemOfLine = (line: CartLine): Omit<CartViewItem, 'gross'> => {
  const { productId, name, category, unitPrice, quantity } = line;
  return { productId, name, category, unitPrice, quantity };
};

/** Folds a cart's events into its view. */
export const cartView: Fold<CartEvent, CartView> = (view, { event, entityId, recordedAt }) => {
  if (event.type === 'CartItemAdded') {
    const { customerId, currency, ...item } = event.data;
    const begun = view ?? { cartId: entityId, customerId, status: 'open', begunAt: recordedAt };
    return { ...begun, currency, ...withItems([...(view?.items ?? []), item]) };
  }
  if (view === undefined) return undefined;
  return event.type === 'CartCheckOutFailed' ? failed(view, event.data.reason) : { ...view, ...changed(view, event) };
};

/** It names no order any more: the one under that id is another. */
const failed = (view: CartView, failure: string): CartView => {
  const { cartId, customerId, currency, items, total, begunAt } = view;
  return { cartId, customerId, status: 'check-out-failed', currency, items, total, begunAt, failure };
};

const changed = (
  view: CartView,
  event: Exclude<CartEvent, { type: 'CartItemAdded' | 'CartCheckOutFailed' }>,
): Partial<CartView> => {
  switch (event.type) {
    case 'CartItemQuantityChanged': {
      const { productId, to } = event.data;
      return withItems(view.items.map((item) => (item.productId === productId ? { ...item, quantity: to } : item)));
    }
    case 'CartItemRemoved':
      return withItems(view.items.filter(({ productId }) => productId !== event.data.productId));
    case 'CartCheckedOut': {
      const { lines, orderId, country } = event.data;
      const bought = { status: 'checked-out', orderId, ...withItems(lines.map(itemOfLine)) } as const;
      return country === undefined ? bought : { ...bought, country };
    }
  }
};

/** Asks for the carts of a customer, or for the open ones. */
export const cartsByBeginning = { equal: ['customerId', 'status'], orderBy: 'begunAt' } as const;

/** Answers: what is in this cart? One point read. And: which carts does this customer have? */
export const cartsById = declareView({
  name: 'carts',
  source: cart,
  schema: cartViewSchema,
  fold: cartView,
  partition: { by: 'entity', field: 'cartId' },
  owner: { field: 'customerId' },
  queries: [cartsByBeginning],
  identifiedBy: ['productId'],
});
