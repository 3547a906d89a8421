import { buyer } from '../buyer.ts';
import type { LooksUp } from '../modelling/aggregate.ts';
import type { CartCommand } from './commands.ts';
import type { Cart } from './evolve.ts';
import { offer } from './offer.ts';

/** What decisions about a cart need: the offer of a product that is added, and at check-out all offers and the customer. */
export const cartLooksUp: LooksUp<CartCommand, Cart> = {
  kinds: [offer, buyer],
  needs: (command, cart) => {
    if (command.type === 'AddCartItem' && cart.status !== 'checked-out') {
      const { productId } = command.data;
      const isThere = cart.status === 'open' && cart.items.some((each) => each.productId === productId);
      return isThere ? [] : [{ kind: offer, entityId: productId }];
    }
    if (command.type !== 'CheckOutCart' || cart.status !== 'open' || cart.items.length === 0) return [];
    const offers = command.data.items.map(({ productId }) => ({ kind: offer, entityId: productId }));
    return [{ kind: buyer, entityId: cart.customerId }, ...offers];
  },
};
