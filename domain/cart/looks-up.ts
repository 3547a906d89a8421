import { buyer } from '../buyer.ts';
import type { LooksUp } from '../modelling/aggregate.ts';
import type { LookUp } from '../modelling/fact.ts';
import type { CartCommand } from './commands.ts';
import type { Cart } from './evolve.ts';
import { offer } from './offer.ts';

const offerOf = ({ productId }: { readonly productId: string }): LookUp => ({ kind: offer, entityId: productId });

/** What decisions about a cart need: the offer of a product that is added, and at check-out all offers and the customer. */
export const cartLooksUp: LooksUp<CartCommand, Cart> = {
  kinds: [offer, buyer],
  needs: ({ type, data }, cart) => {
    if (type === 'AddCartItem' && cart.status === 'not-begun') return [offerOf(data)];
    if (cart.status !== 'open') return [];
    const { items, customerId } = cart;
    if (type === 'AddCartItem')
      return items.some(({ productId }) => productId === data.productId) ? [] : [offerOf(data)];
    if (type !== 'CheckOutCart' || items.length === 0) return [];
    return [{ kind: buyer, entityId: customerId }, ...data.items.map(offerOf)];
  },
};
