import { cart } from '../cart/index.ts';
import { ask } from '../modelling/process.ts';
import { order } from '../order/index.ts';

// The names are part of the storage format: never rename.
/** What a check-out asks: once the order is placed, it is the order's own command that cancels it. */
export const asks = {
  place: ask(order, 'PlaceOrder', { within: 'PT15M', pivot: true }),
  /** Has the cart say why there is no order: it is what the customer looks at. */
  report: ask(cart, 'FailCartCheckOut', { within: 'PT15M', forward: true }),
};
