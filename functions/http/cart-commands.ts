import { commandRoutes } from '../../adapters/azure-functions/index.ts';
import { cart } from '../../domain/cart/index.ts';
import { buyerProblems } from '../buyer-problems.ts';
import { edge } from '../composition.ts';

const customersAndClerks = ['customer', 'clerk'] as const;

/** POST /api/carts/{id}/…: the commands to a cart. */
export const cartCommands = commandRoutes(edge, {
  aggregate: cart,
  plural: 'carts',
  routes: {
    AddCartItem: { path: 'add-item', roles: customersAndClerks },
    ChangeCartItemQuantity: { path: 'change-quantity', roles: customersAndClerks },
    RemoveCartItem: { path: 'remove-item', roles: customersAndClerks },
    CheckOutCart: { path: 'check-out', roles: customersAndClerks },
  },
  problems: {
    CartNotBegun: { status: 404, title: 'There is no such cart' },
    CartNotCheckedOut: { status: 422, title: 'The cart is not checked out' },
    CartCheckOutFailed: { status: 422, title: 'The cart could not become an order; begin another one' },
    CartAlreadyCheckedOut: { status: 422, title: 'The cart is checked out and closed; begin another one' },
    CartOfAnotherCustomer: { status: 422, title: 'The cart belongs to another customer' },
    CartIdTooLong: { status: 422, title: 'No order could be named after this cart; begin one under a shorter id' },
    CartFull: { status: 422, title: 'The cart has as many products as one can have' },
    CartEmpty: { status: 422, title: 'There is nothing in the cart' },
    CartInOtherCurrency: { status: 422, title: 'What is in the cart has prices in another currency' },
    CartDiffers: { status: 422, title: 'Something else is in the cart than was agreed to; show it again' },
    ItemAlreadyInCart: { status: 422, title: 'The product is in the cart already; change its quantity' },
    ItemNotInCart: { status: 422, title: 'The product is not in the cart' },
    ProductNotOffered: { status: 422, title: 'The shop does not offer this product' },
    OffersChanged: { status: 422, title: 'Prices or products have changed; show them, and send what is agreed to now' },
    ...buyerProblems,
  },
});
