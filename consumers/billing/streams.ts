import type { CommandHandling } from '../../application/commands/command-handler.ts';
import { runAggregate, type RunningAggregate } from '../../application/system/run-aggregate.ts';
import type { Aggregate } from '../../domain/modelling/aggregate.ts';
import { bill } from './bill/bill.ts';
import { register } from './register/register.ts';

/** An aggregate at work, by its declaration. */
type Running<Declared> =
  Declared extends Aggregate<infer State, infer Commands, infer Events, infer Rejection>
    ? RunningAggregate<State, Commands, Events, Rejection>
    : never;

/** The streams of billing's own event store, which it works with. */
export interface BillingStreams {
  readonly bills: Running<typeof bill>;
  readonly registers: Running<typeof register>;
}

/** The streams of billing over its own event store. */
export const billingStreams = (handling: CommandHandling): BillingStreams => ({
  bills: runAggregate(bill, handling),
  registers: runAggregate(register, handling),
});
