import type { Aggregate, CommandOf, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';
import { reachesState } from '../callers/reach.ts';
import type { CommandOutcome, CommandRequest, ExpectedVersion } from './command-outcome.ts';
import { encodeEvent } from '../streams/event-codec.ts';
import type { NewCommit } from '../streams/event-store.ts';
import type { VisibleStream } from './visible-stream.ts';

/** What follows from a command on what is known of its stream. */
export type Verdict<Rejection> =
  /** These events are to be appended; that this works proves that nothing was missing. */
  | { readonly verdict: 'append'; readonly events: NewCommit['events'] }
  /** This is the answer, if what is known is the newest. */
  | { readonly verdict: 'answer'; readonly outcome: CommandOutcome<Rejection> };

/** Judges a command that was not carried out before. Pure: what it needs to know is what it is given. */
export const judge = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  { decide, evolve, events, owner }: Aggregate<State, Commands, Events, Rejection>,
  { stream, isHidden }: VisibleStream<State>,
  { command, expectedVersion, entityId, reach }: CommandRequest<CommandOf<Commands>>,
): Verdict<Rejection> => {
  const { streamId, version } = stream.head;
  if (!isAsExpected(version, expectedVersion)) return answer({ outcome: 'stale', version });

  const decision = decide(command, stream.state);
  if (!decision.accepted) return answer({ outcome: 'rejected', rejection: decision.rejection });
  const [first, ...others] = decision.events.map((event) => encodeEvent(events, event));
  if (first === undefined) return answer({ outcome: 'accepted', streamId, version, events: [] });
  const isOwn = () => reachesState(reach, owner, decision.events.reduce(evolve, stream.state), entityId);
  return isHidden || !isOwn() ? answer({ outcome: 'not-own' }) : { verdict: 'append', events: [first, ...others] };
};

const answer = <Rejection>(outcome: CommandOutcome<Rejection>): Verdict<Rejection> => ({ verdict: 'answer', outcome });

const isAsExpected = (version: number, expected: ExpectedVersion | undefined): boolean => {
  if (expected === undefined) return true;
  return expected === 'any' ? version > 0 : version === expected;
};
