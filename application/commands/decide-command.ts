import type { Aggregate, CommandOf, CommandSchemas, EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { KnownFacts } from '../../domain/modelling/fact.ts';
import { reachesState } from '../callers/reach.ts';
import type { CommandId, StreamId } from '../../domain/modelling/ids.ts';
import type { StreamState } from '../streams/stream-state.ts';
import type { CommandOutcome, CommandRequest, ExpectedVersion } from './command-outcome.ts';

/** As much of a stream as decisions need. The last events may be decided only, and stored together with what is decided next. */
export interface DecidedStream<State> {
  readonly streamId: StreamId;
  readonly version: number;
  readonly state: State;
}

/** What decisions need of a folded stream. */
export const decidedStream = <State>({ head, state }: StreamState<State>): DecidedStream<State> => ({
  streamId: head.streamId,
  version: head.version,
  state,
});

/** The stream as a command sees it. */
export interface VisibleStream<State> {
  readonly stream: DecidedStream<State>;
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
  stream: DecidedStream<State>,
  { reach, entityId }: Pick<CommandRequest<unknown>, 'reach' | 'entityId'>,
): VisibleStream<State> => {
  const { streamId, version, state } = stream;
  const isHidden = version > 0 && !reachesState(reach, owner, state, entityId);
  return isHidden ? { stream: { streamId, version: 0, state: initial }, isHidden } : { stream, isHidden };
};

/** The events of one decision, at least one. */
export type Decided<Event> = readonly [Event, ...Event[]];

/** What to do about a command on the state of its stream. */
export type CommandDecision<State, Event, Rejection> =
  /** Append these events, after which the stream has this state. That it succeeds proves that the state before was current. */
  | { readonly next: 'append'; readonly events: Decided<Event>; readonly state: State }
  /** Answer this, provided that the state is current. */
  | { readonly next: 'answer'; readonly outcome: CommandOutcome<Rejection> };

/** Decides on a command that was not carried out before. Pure. */
export const decideCommand = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  { decide, evolve, owner }: Aggregate<State, Commands, Events, Rejection>,
  { stream, isHidden }: VisibleStream<State>,
  { command, expectedVersion, entityId, reach }: CommandRequest<CommandOf<Commands>>,
  facts: KnownFacts,
): CommandDecision<State, EventOf<Events>, Rejection> => {
  const { streamId, version } = stream;
  if (!isAsExpected(version, expectedVersion)) return answer({ outcome: 'stale', version });
  const decision = decide(command, stream.state, { entityId, reach, facts });
  if (!decision.accepted) return answer({ outcome: 'rejected', rejection: decision.rejection });
  const [first, ...others] = decision.events;
  if (first === undefined) return answer({ outcome: 'accepted', streamId, version, events: [] });
  const state = decision.events.reduce(evolve, stream.state);
  const isOwn = reachesState(reach, owner, state, entityId);
  return isHidden || !isOwn ? answer({ outcome: 'not-own' }) : { next: 'append', events: [first, ...others], state };
};

const answer = <Rejection>(outcome: CommandOutcome<Rejection>) => ({ next: 'answer' as const, outcome });

const isAsExpected = (version: number, expected: ExpectedVersion | undefined): boolean => {
  if (expected === undefined) return true;
  return expected === 'any' ? version > 0 : version === expected;
};

/** What the decision of one who waits in line comes to. */
export type Step<State, Change, Answer> =
  | { readonly next: 'append'; readonly change: Change; readonly state: State; readonly version: number }
  | { readonly next: 'answer'; readonly answer: Answer }
  /** It has got its answer, which depends on no state. */
  | { readonly next: 'answered' };

/** A commit that one in line gets, and the state of the stream after it. */
export interface LineChange<State, Asked, Change> {
  readonly asked: Asked;
  readonly change: Change;
  readonly state: State;
}

/** An answer for one in line, which holds once so many changes are stored, and the state before them was current. */
export interface LineAnswer<Asked, Answer> {
  readonly asked: Asked;
  readonly answer: Answer;
  readonly behind: number;
}

/** How the requests of a line are decided. */
export interface LineDecision<State, Asked, Change, Answer> {
  /** The most changes that are appended together. */
  readonly most: number;
  readonly commandIdOf: (asked: Asked) => CommandId;
  readonly decide: (stream: DecidedStream<State>, asked: Asked) => Step<State, Change, Answer>;
}

/**
 * Decides those who wait in line, one after the other, each on the state that those before it will leave. It ends before the one that
 * would need more than the most changes. Who has the command id of one before it is left out: its answer will be that one's.
 */
export const decideInLine = <State, Asked, Change, Answer>(
  { most, commandIdOf, decide }: LineDecision<State, Asked, Change, Answer>,
  start: DecidedStream<State>,
  line: readonly Asked[],
) => {
  const changes: LineChange<State, Asked, Change>[] = [];
  const answers: LineAnswer<Asked, Answer>[] = [];
  const commandIds = new Set<CommandId>();
  let stream = start;
  for (const asked of line) {
    if (commandIds.has(commandIdOf(asked))) continue;
    const step = decide(stream, asked);
    if (step.next === 'answer') answers.push({ asked, answer: step.answer, behind: changes.length });
    if (step.next !== 'append') continue;
    if (changes.length === most) break;
    const { change, state, version } = step;
    changes.push({ asked, change, state });
    commandIds.add(commandIdOf(asked));
    stream = { ...stream, state, version };
  }
  return { changes, answers };
};
