import type { Aggregate } from '../modelling/aggregate.ts';
import { cartCommands } from './commands.ts';
import { decide, type CartRejection } from './decide.ts';
import { cartEvents } from './events.ts';
import { cartState, evolve, initialCart, type Cart } from './evolve.ts';
import { cartLooksUp } from './looks-up.ts';

/** A cart: filled by one customer, and closed when it is checked out, at prices that the customer was shown. */
export const cart: Aggregate<Cart, typeof cartCommands, typeof cartEvents, CartRejection> = {
  category: 'cart',
  commands: cartCommands,
  events: cartEvents,
  state: cartState,
  stateVersion: 1,
  initial: initialCart,
  owner: (state) => (state.status === 'not-begun' ? undefined : state.customerId),
  looksUp: cartLooksUp,
  evolve,
  decide,
};
