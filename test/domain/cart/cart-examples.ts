import { buyer, type Buyer } from '../../../domain/buyer.ts';
import { offer, type CartEvent, type Offer } from '../../../domain/cart/index.ts';
import { knowing } from '../../support/decision-context.ts';

/** Fixed examples for every spec of carts. */
export const tea: Offer = {
  status: 'offered',
  name: 'Earl Grey',
  category: 'Beverages',
  currency: 'EUR',
  unitPrice: 450,
};
export const cake: Offer = {
  status: 'offered',
  name: 'Victoria sponge',
  category: 'Sweets',
  currency: 'EUR',
  unitPrice: 1290,
};
export const registered: Buyer = { status: 'registered' };

/** What decisions about carts know: tea and cake at these prices, and Bob. */
export const inShop = (known: { tea?: Offer | undefined; cake?: Offer | undefined; bob?: Buyer | undefined } = {}) => {
  const { tea: ofTea, cake: ofCake, bob } = { tea, cake, bob: registered, ...known };
  return knowing(
    { kind: offer, entityId: 'tea', fact: ofTea },
    { kind: offer, entityId: 'cake', fact: ofCake },
    { kind: offer, entityId: 'pie', fact: undefined },
    { kind: buyer, entityId: 'bob', fact: bob },
    { kind: buyer, entityId: 'eve', fact: undefined },
  );
};

const sold = ({ name, category, currency, unitPrice }: Offer) => ({ name, category, currency, unitPrice });

export const teaAdded: CartEvent = {
  type: 'CartItemAdded',
  data: { customerId: 'bob', productId: 'tea', ...sold(tea), quantity: 5 },
};
export const cakeAdded: CartEvent = {
  type: 'CartItemAdded',
  data: { customerId: 'bob', productId: 'cake', ...sold(cake), quantity: 1 },
};
export const teaChanged: CartEvent = {
  type: 'CartItemQuantityChanged',
  data: { productId: 'tea', from: 5, to: 6 },
};
export const teaRemoved: CartEvent = { type: 'CartItemRemoved', data: { productId: 'tea' } };

export const checkOutFailed: CartEvent = { type: 'CartCheckOutFailed', data: { reason: 'There is another order.' } };

/** The check-out of five teas and a cake, the tea at this price. */
export const checkedOut = (teaPrice = 450, country?: string): CartEvent => ({
  type: 'CartCheckedOut',
  data: {
    orderId: 'cart-1',
    customerId: 'bob',
    currency: 'EUR',
    ...(country === undefined ? {} : { country }),
    lines: [
      { productId: 'tea', sku: 'tea', name: 'Earl Grey', category: 'Beverages', unitPrice: teaPrice, quantity: 5 },
      { productId: 'cake', sku: 'cake', name: 'Victoria sponge', category: 'Sweets', unitPrice: 1290, quantity: 1 },
    ],
  },
});
