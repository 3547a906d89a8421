import type { Aggregate, CommandOf, CommandSchemas, EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import { reachesState } from '../callers/reach.ts';
import { emptyStream, type StreamState } from '../streams/stream-state.ts';
import type { CommandOutcome, CommandRequest, ExpectedVersion } from './command-outcome.ts';

/** The stream as a command sees it. */
export interface VisibleStream<State> {
  readonly stream: StreamState<State>;
  /** Whether there is a stream that the command must not see. */
  readonly isHidden: boolean;
}

/**
 * Gives a command the stream, if its entity is within reach, and else an empty one: without state, version and receipts of
 * another owner, an answer can show nothing of them. An empty stream is loaded to confirm that it is empty, which costs the same
 * as for a stream that does not exist.
 */
export const visibleStream = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  { owner, initial }: Aggregate<State, Commands, Events, Rejection>,
  stream: StreamState<State>,
  { reach, entityId }: Pick<CommandRequest<unknown>, 'reach' | 'entityId'>,
): VisibleStream<State> => {
  const { streamId, version } = stream.head;
  const isHidden = version > 0 && !reachesState(reach, owner, stream.state, entityId);
  return isHidden ? { stream: emptyStream(streamId, initial), isHidden } : { stream, isHidden };
};

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
