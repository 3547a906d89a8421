import type { Aggregate } from '../modelling/aggregate.ts';
import { orderCommands } from './commands.ts';
import { decide, type OrderRejection } from './decide.ts';
import { orderEvents } from './events.ts';
import { evolve, initialOrder, orderState, type Order } from './evolve.ts';
import { orderLooksUp } from './looks-up.ts';

/** An order: placed by a customer, changed until it is confirmed, then paid, shipped and delivered, or cancelled before it ships. */
export const order: Aggregate<Order, typeof orderCommands, typeof orderEvents, OrderRejection> = {
  category: 'order',
  commands: orderCommands,
  events: orderEvents,
  state: orderState,
  stateVersion: 2,
  initial: initialOrder,
  owner: (state) => (state.status === 'not-placed' ? undefined : state.customerId),
  looksUp: orderLooksUp,
  evolve,
  decide,
};
