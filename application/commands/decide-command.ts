import type { Aggregate, CommandOf, CommandSchemas, EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import { reachesState } from '../callers/reach.ts';
import type { CommandOutcome, CommandRequest, ExpectedVersion } from './command-outcome.ts';
import type { VisibleStream } from './visible-stream.ts';

/** The events of one decision, at least one. */
export type Decided<Event> = readonly [Event, ...Event[]];

/** What to do about a command on the state of its stream. */
export type CommandDecision<Event, Rejection> =
  /** Append these events. That it succeeds proves that the state was current. */
  | { readonly next: 'append'; readonly events: Decided<Event> }
  /** Answer this, provided that the state is current. */
  | { readonly next: 'answer'; readonly outcome: CommandOutcome<Rejection> };

/** Decides on a command that was not carried out before. Pure. */
export const decideCommand = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  { decide, evolve, owner }: Aggregate<State, Commands, Events, Rejection>,
  { stream, isHidden }: VisibleStream<State>,
  { command, expectedVersion, entityId, reach }: CommandRequest<CommandOf<Commands>>,
): CommandDecision<EventOf<Events>, Rejection> => {
  const { streamId, version } = stream.head;
  if (!isAsExpected(version, expectedVersion)) return answer({ outcome: 'stale', version });
  const decision = decide(command, stream.state);
  if (!decision.accepted) return answer({ outcome: 'rejected', rejection: decision.rejection });
  const [first, ...others] = decision.events;
  if (first === undefined) return answer({ outcome: 'accepted', streamId, version, events: [] });
  const isOwn = () => reachesState(reach, owner, decision.events.reduce(evolve, stream.state), entityId);
  return isHidden || !isOwn() ? answer({ outcome: 'not-own' }) : { next: 'append', events: [first, ...others] };
};

const answer = <Rejection>(outcome: CommandOutcome<Rejection>) => ({ next: 'answer' as const, outcome });

const isAsExpected = (version: number, expected: ExpectedVersion | undefined): boolean => {
  if (expected === undefined) return true;
  return expected === 'any' ? version > 0 : version === expected;
};
