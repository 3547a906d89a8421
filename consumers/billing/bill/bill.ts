import type { Aggregate } from '../../../domain/modelling/aggregate.ts';
import { billCommands } from './commands.ts';
import { decide, type BillRejection } from './decide.ts';
import { billEvents } from './events.ts';
import { billState, evolve, initialBill, type Bill } from './evolve.ts';

/** The bill of an order: what messages tell of it, and the documents that fall due by that. */
export const bill: Aggregate<Bill, typeof billCommands, typeof billEvents, BillRejection> = {
  category: 'bill',
  commands: billCommands,
  events: billEvents,
  state: billState,
  stateVersion: 1,
  initial: initialBill,
  owner: (state) => ('customerId' in state ? state.customerId : undefined),
  evolve,
  decide,
};
