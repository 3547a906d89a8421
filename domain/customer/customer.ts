import type { Aggregate } from '../modelling/aggregate.ts';
import { customerCommands } from './commands.ts';
import { decide, type CustomerRejection } from './decide.ts';
import { customerEvents } from './events.ts';
import { customerState, evolve, initialCustomer, type Customer } from './evolve.ts';

/** A customer: registered under an email that no other customer has, changed, and erased permanently on request. */
export const customer: Aggregate<Customer, typeof customerCommands, typeof customerEvents, CustomerRejection> = {
  category: 'customer',
  commands: customerCommands,
  events: customerEvents,
  state: customerState,
  stateVersion: 1,
  initial: initialCustomer,
  owner: ({ status }, customerId) => (status === 'not-registered' ? undefined : customerId),
  evolve,
  decide,
};
