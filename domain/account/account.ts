import type { Aggregate } from '../modelling/aggregate.ts';
import { accountCommands } from './commands.ts';
import { decide, type AccountRejection } from './decide.ts';
import { accountEvents } from './events.ts';
import { accountState, evolve, initialAccount, type Account } from './evolve.ts';

/** An account: money of one customer in one currency, paid in and out, charged for orders, and refunded. Never below nothing. */
export const account: Aggregate<Account, typeof accountCommands, typeof accountEvents, AccountRejection> = {
  category: 'account',
  commands: accountCommands,
  events: accountEvents,
  state: accountState,
  stateVersion: 1,
  initial: initialAccount,
  owner: (state) => (state.status === 'not-opened' ? undefined : state.customerId),
  evolve,
  decide,
};
