import type { Aggregate, CommandOf, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { CommandOutcome, CommandRequest, ExpectedVersion } from './command-outcome.ts';
import { encodeEvent } from '../streams/event-codec.ts';
import type { NewCommit } from '../streams/event-store.ts';
import type { KnownStream } from '../streams/stream-state.ts';

/** What follows from a command on what is known of its stream. */
export type Verdict<Rejection> =
  /** These events are to be appended; that this works proves that nothing was missing. */
  | { readonly verdict: 'append'; readonly events: NewCommit['events'] }
  /** This is the answer, if what is known is the newest. */
  | { readonly verdict: 'answer'; readonly outcome: CommandOutcome<Rejection> };

/** Judges a command that was not carried out before. Pure: what it needs to know is what it is given. */
export const judge = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  aggregate: Aggregate<State, Commands, Events, Rejection>,
  known: KnownStream<State>,
  { command, expectedVersion }: CommandRequest<CommandOf<Commands>>,
): Verdict<Rejection> => {
  const { streamId, version } = known.head;
  if (!isAsExpected(version, expectedVersion)) return { verdict: 'answer', outcome: { outcome: 'stale', version } };

  const decision = aggregate.decide(command, known.state);
  if (!decision.accepted) return { verdict: 'answer', outcome: { outcome: 'rejected', rejection: decision.rejection } };
  const [first, ...others] = decision.events.map((event) => encodeEvent(aggregate.events, event));
  if (first === undefined)
    return { verdict: 'answer', outcome: { outcome: 'accepted', streamId, version, events: [] } };
  return { verdict: 'append', events: [first, ...others] };
};

const isAsExpected = (version: number, expected: ExpectedVersion | undefined): boolean => {
  if (expected === undefined) return true;
  return expected === 'any' ? version > 0 : version === expected;
};
