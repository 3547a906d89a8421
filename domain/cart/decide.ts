import { longestCartId } from '../cart-order-id.ts';
import { accept, nothingToDo, reject, type Decision } from '../modelling/aggregate.ts';
import type { DecisionContext, KnownFacts } from '../modelling/fact.ts';
import { checkOut, isRepeated, type CheckOutRejection } from './check-out.ts';
import { mostItems, type CartCommand } from './commands.ts';
import type { CartEvent } from './events.ts';
import type { Cart, OpenCart } from './evolve.ts';
import { offer, type Offer } from './offer.ts';

/** The reasons for which a command is rejected. */
export type CartRejection =
  | CheckOutRejection
  | { readonly type: 'CartNotBegun' }
  | { readonly type: 'CartNotCheckedOut' }
  | { readonly type: 'CartAlreadyCheckedOut'; readonly orderId: string }
  | { readonly type: 'CartCheckOutFailed'; readonly reason: string }
  | { readonly type: 'CartOfAnotherCustomer' }
  | { readonly type: 'CartIdTooLong'; readonly longest: number }
  | { readonly type: 'CartFull'; readonly most: number }
  | { readonly type: 'ProductNotOffered'; readonly productId: string }
  | { readonly type: 'CartInOtherCurrency'; readonly currency: string }
  | { readonly type: 'ItemAlreadyInCart'; readonly quantity: number }
  | { readonly type: 'ItemNotInCart'; readonly productId: string };

type CartDecision = Decision<CartEvent, CartRejection>;
type DataOf<Type extends CartCommand['type']> = Extract<CartCommand, { type: Type }>['data'];

/** Decides a command on the state of the cart, and on what the catalogue and the register of customers tell. */
export const decide = (command: CartCommand, cart: Cart, context: DecisionContext): CartDecision => {
  switch (command.type) {
    case 'AddCartItem':
      return cart.status === 'not-begun'
        ? begin(command.data, context)
        : whileOpen(cart, (open) => add(command.data, open, context.facts));
    case 'ChangeCartItemQuantity':
      return whileOpen(cart, (open) => changeQuantity(command.data, open));
    case 'RemoveCartItem':
      return whileOpen(cart, (open) => remove(command.data, open));
    case 'CheckOutCart':
      return cart.status === 'checked-out' && isRepeated(command.data, cart)
        ? nothingToDo
        : whileOpen(cart, (open) => checkOut(command.data, open, context));
    case 'FailCartCheckOut':
      return failCheckOut(command.data, cart);
  }
};

const whileOpen = (cart: Cart, change: (open: OpenCart) => CartDecision): CartDecision => {
  switch (cart.status) {
    case 'not-begun':
      return reject({ type: 'CartNotBegun' });
    case 'open':
      return change(cart);
    case 'checked-out':
      return reject({ type: 'CartAlreadyCheckedOut', orderId: cart.orderId });
    case 'check-out-failed':
      return reject({ type: 'CartCheckOutFailed', reason: cart.reason });
  }
};

const begin = (wanted: DataOf<'AddCartItem'>, { entityId, facts }: DecisionContext): CartDecision =>
  entityId.length > longestCartId
    ? reject({ type: 'CartIdTooLong', longest: longestCartId })
    : addOffered(wanted, facts.about(offer, wanted.productId));

const add = (wanted: DataOf<'AddCartItem'>, cart: OpenCart, facts: KnownFacts): CartDecision => {
  const { customerId, currency, items } = cart;
  if (customerId !== wanted.customerId) return reject({ type: 'CartOfAnotherCustomer' });
  const { quantity } = items.find(({ productId }) => productId === wanted.productId) ?? {};
  if (quantity !== undefined)
    return quantity === wanted.quantity ? nothingToDo : reject({ type: 'ItemAlreadyInCart', quantity });
  if (items.length >= mostItems) return reject({ type: 'CartFull', most: mostItems });
  return addOffered(wanted, facts.about(offer, wanted.productId), items.length > 0 ? currency : undefined);
};

/** Adds a product at the price in the catalogue; a cart with something in it has one currency. */
const addOffered = (
  { customerId, productId, quantity }: DataOf<'AddCartItem'>,
  offered: Offer | undefined,
  inCurrency?: string,
): CartDecision => {
  if (offered?.status !== 'offered') return reject({ type: 'ProductNotOffered', productId });
  const { name, category, currency, unitPrice } = offered;
  if (inCurrency !== undefined && currency !== inCurrency)
    return reject({ type: 'CartInOtherCurrency', currency: inCurrency });
  const data = { customerId, productId, name, category, currency, unitPrice, quantity };
  return accept({ type: 'CartItemAdded', data });
};

const changeQuantity = (
  { productId, quantity }: DataOf<'ChangeCartItemQuantity'>,
  { items }: OpenCart,
): CartDecision => {
  const found = items.find((each) => each.productId === productId);
  if (found === undefined) return reject({ type: 'ItemNotInCart', productId });
  if (found.quantity === quantity) return nothingToDo;
  return accept({ type: 'CartItemQuantityChanged', data: { productId, from: found.quantity, to: quantity } });
};

const remove = (data: DataOf<'RemoveCartItem'>, { items }: OpenCart): CartDecision =>
  items.some(({ productId }) => productId === data.productId) ? accept({ type: 'CartItemRemoved', data }) : nothingToDo;

const failCheckOut = (data: DataOf<'FailCartCheckOut'>, cart: Cart): CartDecision => {
  switch (cart.status) {
    case 'not-begun':
      return reject({ type: 'CartNotBegun' });
    case 'open':
      return reject({ type: 'CartNotCheckedOut' });
    case 'checked-out':
      return accept({ type: 'CartCheckOutFailed', data });
    case 'check-out-failed':
      return nothingToDo;
  }
};
