import { ask } from '../modelling/process.ts';
import { order } from '../order/index.ts';

// The names are part of the storage format: never rename.
/** What a check-out asks: once the order is placed, it is the order's own command that cancels it. */
export const asks = { place: ask(order, 'PlaceOrder', { within: 'PT15M', pivot: true }) };
