import { buyer, whyNotBuying, type BuyerRejection } from '../buyer.ts';
import { orderIdOf } from '../cart-order-id.ts';
import { accept, reject, type Decision } from '../modelling/aggregate.ts';
import type { DecisionContext, KnownFacts } from '../modelling/fact.ts';
import type { CartCommand } from './commands.ts';
import type { CartEvent } from './events.ts';
import type { CartItem, CheckedOutCart, OpenCart } from './evolve.ts';
import type { CartLine } from './line.ts';
import { offer } from './offer.ts';

/** An item that the shop does not sell as the customer was shown it: at another price now, or no longer. Prices in minor units. */
export type ChangedOffer =
  | { readonly productId: string; readonly from: number; readonly to: number }
  | { readonly productId: string; readonly from: number; readonly isOffered: false };

/** The reasons for which a check-out of an open cart is rejected. */
export type CheckOutRejection =
  | BuyerRejection
  | { readonly type: 'CartEmpty' }
  | { readonly type: 'CartDiffers'; readonly items: readonly Pick<CartItem, 'productId' | 'quantity'>[] }
  | { readonly type: 'OffersChanged'; readonly changes: readonly ChangedOffer[] };

type CheckOut = Extract<CartCommand, { type: 'CheckOutCart' }>['data'];

/**
 * Sells what is in the cart, where the customer agrees to exactly that: the same products and quantities, each at its price in the
 * catalogue. So nobody pays a price that was not shown, and what was shown before the last change binds nobody.
 */
export const checkOut = (
  agreed: CheckOut,
  { customerId, currency, items }: OpenCart,
  { entityId, facts }: DecisionContext,
): Decision<CartEvent, CheckOutRejection> => {
  if (items.length === 0) return reject({ type: 'CartEmpty' });
  const why = whyNotBuying(facts.about(buyer, customerId));
  if (why !== undefined) return reject(why);
  if (!isTheSameCart(agreed.items, items))
    return reject({
      type: 'CartDiffers',
      items: items.map(({ productId, quantity }) => ({ productId, quantity })),
    });
  const sold = agreed.items.map((item) => sellItem(item, currency, facts));
  const changes = sold.filter((each) => 'from' in each);
  if (changes.length > 0) return reject({ type: 'OffersChanged', changes });
  const lines = sold.filter((each) => 'sku' in each);
  const { country } = agreed;
  const shipping = country === undefined ? {} : { country };
  const data = { orderId: orderIdOf(entityId), customerId, currency, ...shipping, lines };
  return accept({ type: 'CartCheckedOut', data });
};

/** Whether a check-out repeats the one that has closed the cart, in whatever order its items are. */
export const isRepeated = (agreed: CheckOut, { country, items }: CheckedOutCart): boolean =>
  agreed.country === country &&
  isTheSameCart(agreed.items, items) &&
  items.every(({ productId, unitPrice }) => itemOf(agreed.items, productId)?.unitPrice === unitPrice);

/** The line that is sold, or what has changed since the customer was shown the item. */
const sellItem = (
  { productId, quantity, unitPrice: from }: CheckOut['items'][number],
  currency: string,
  facts: KnownFacts,
): CartLine | ChangedOffer => {
  const offered = facts.about(offer, productId);
  if (offered?.status !== 'offered' || offered.currency !== currency) return { productId, from, isOffered: false };
  const { name, category, unitPrice } = offered;
  return unitPrice === from
    ? { productId, sku: productId, name, category, unitPrice, quantity }
    : { productId, from, to: unitPrice };
};

const itemOf = (items: CheckOut['items'], id: string) => items.find(({ productId }) => productId === id);

const isTheSameCart = (agreed: CheckOut['items'], items: readonly CartItem[]): boolean =>
  agreed.length === items.length &&
  items.every(({ productId, quantity }) => itemOf(agreed, productId)?.quantity === quantity);
