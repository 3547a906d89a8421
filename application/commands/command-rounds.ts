import type { Aggregate, CommandOf, CommandSchemas, EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { Lookups } from './look-up.ts';
import { encodeEvents } from '../streams/event-codec.ts';
import type { EventStore } from '../streams/event-store.ts';
import { emptyStream, type StreamState } from '../streams/stream-state.ts';
import { lineAppender, type Appending } from './append-line.ts';
import type { CommandOutcome } from './command-outcome.ts';
import {
  decideCommand,
  decidedStream,
  decideInLine,
  visibleStream,
  type DecidedStream,
  type Step,
} from './decide-command.ts';
import { earlierOutcomes } from './earlier-outcome.ts';
import { doubts, lookUpInLine } from './facts-in-line.ts';
import type { Asked, Change, InLine, KnownStream, LineOfAnswers } from './in-line.ts';
import type { Round } from './waiting-line.ts';

/** What the rounds of one aggregate's lines need. */
export interface RoundParts<State, Command, Event, Rejection> extends Appending<State, Event, Rejection> {
  readonly eventStore: EventStore;
  /** Now, as an ISO 8601 date and time in UTC. */
  readonly clock: () => string;
  /** Milliseconds that only grow: deadlines are kept by it. */
  readonly now: () => number;
  /** Looks up what commands need from others; undefined where they need nothing. */
  readonly facts: Lookups<Command, State> | undefined;
}

/**
 * After this many conflicts a command is given up. A process with a long line appends without a pause, so a command of another one may
 * lose to many of them before its turn comes: ten were not enough.
 */
const maximumConflicts = 50;

/** So many changes are appended together at most, which is what a transaction of the store holds. */
const mostTogether = 100;

/**
 * Makes the rounds of one aggregate's lines. A round decides all who wait, and appends what they change in one transaction; where
 * nobody changes anything, it asks the store once whether the state is current. What the store confirms, it confirms for all who had
 * arrived before it was asked: the state was the newest at a moment at which they all waited.
 */
export const commandRounds = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  aggregate: Aggregate<State, Commands, Events, Rejection>,
  { clock, now, facts, ...parts }: RoundParts<State, CommandOf<Commands>, EventOf<Events>, Rejection>,
): Round<KnownStream<State>, Asked<CommandOf<Commands>>, CommandOutcome<Rejection>> => {
  type Waiting = InLine<CommandOf<Commands>, Rejection>;
  const { cache, eventStore, arrived, admit } = parts;
  const findEarlier = earlierOutcomes({ eventStore, clock });
  const lookUp = facts && lookUpInLine<State, Commands, Events, Rejection>(aggregate, facts);
  const append = lineAppender<State, CommandOf<Commands>, EventOf<Events>, Rejection>(parts);

  const isHiddenFrom = ({ request: { request } }: Waiting, stream: StreamState<State>): boolean =>
    visibleStream(aggregate, decidedStream(stream), request).isHidden;

  /** Answers those whose commands were carried out before, as far as they may see the stream. */
  const search = async (stream: StreamState<State>, line: readonly Waiting[]): Promise<void> => {
    const seeing = line.filter((each) => !isHiddenFrom(each, stream));
    const searched = seeing.map(({ request: { request, progress } }) => ({ request, searchedTo: progress.searchedTo }));
    const outcomeOf = await findEarlier(stream, searched);
    for (const each of seeing) {
      const earlier = outcomeOf(each.request.request);
      each.request.progress.searchedTo = stream.head.version;
      if (earlier !== undefined) each.answer(earlier);
    }
  };

  const decision = {
    // Whether one is admitted depends on other streams, so what is admitted is stored before the next is decided.
    most: admit === undefined ? mostTogether : 1,
    commandIdOf: ({ request }: Waiting) => request.request.provenance.commandId,
    decide: decisions(aggregate, { clock, now, facts }),
  };

  /** Asks the store whether there is more. A stream that one of them must not see is loaded, as one that does not exist would be. */
  const refresh = async (stream: StreamState<State>, line: readonly Waiting[]): Promise<KnownStream<State>> => {
    const confirmedFor = arrived();
    const isHidden = line.some((each) => isHiddenFrom(each, stream));
    const from = isHidden ? emptyStream(stream.head.streamId, aggregate.initial) : stream;
    return { stream: await cache.refresh(from), confirmedFor };
  };

  return async (known, line) => {
    const youngest = line.at(-1);
    await within(youngest, () => search(known.stream, line));
    if (lookUp !== undefined)
      await lookUp(
        known.stream,
        line.filter((each) => !each.isAnswered()),
      );
    const open = line.filter((each) => !each.isAnswered());
    const { changes, answers } = decideInLine(decision, decidedStream(known.stream), open);
    answerConfirmed(known, answers);
    const [first, ...others] = changes;
    if (first !== undefined) return within(youngest, () => append(known, [first, ...others], answers));
    const unconfirmed = open.filter((each) => !each.isAnswered());
    return unconfirmed.length === 0 ? known : within(youngest, () => refresh(known.stream, unconfirmed));
  };
};

/**
 * Decides one in line. It is answered at once, whatever the state, when the code cannot decide it, and when it would need an append and
 * has tried for long.
 */
const decisions = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  aggregate: Aggregate<State, Commands, Events, Rejection>,
  {
    clock,
    now,
    facts,
  }: Pick<RoundParts<State, CommandOf<Commands>, EventOf<Events>, Rejection>, 'clock' | 'now' | 'facts'>,
) => {
  type Waiting = InLine<CommandOf<Commands>, Rejection>;
  type Decision = Step<State, Change<EventOf<Events>>, CommandOutcome<Rejection>>;
  const encode = encodeEvents(aggregate.events);

  const decideOne = (stream: DecidedStream<State>, waiting: Waiting): Decision => {
    const { request, progress, deadline } = waiting.request;
    const visible = visibleStream(aggregate, stream, request);
    // Behind the changes of others it may need other facts, and is decided in the next round.
    if (facts?.isMissing(request, visible.stream.state, progress.known)) return { next: 'answered' };
    const decision = decideCommand(aggregate, visible, request, progress.known.facts);
    if (decision.next === 'answer')
      return facts !== undefined && doubts(waiting.request, decision.outcome)
        ? { next: 'answered' }
        : { next: 'answer', answer: decision.outcome };
    if (progress.conflicts >= maximumConflicts || now() >= deadline) {
      waiting.answer({ outcome: 'busy' });
      return { next: 'answered' };
    }
    const { events, state } = decision;
    const { category } = aggregate;
    const commit = { category, events: encode(events), recordedAt: clock(), ...request.provenance };
    return { next: 'append', change: { events, commit }, state, version: stream.version + events.length };
  };

  return (stream: DecidedStream<State>, waiting: Waiting): Decision => {
    try {
      return waiting.request.within(() => decideOne(stream, waiting));
    } catch (error) {
      waiting.fail(error);
      return { next: 'answered' };
    }
  };
};

/** Answers those who had arrived before the store confirmed this state, and who were decided on it. */
const answerConfirmed = <Command, Rejection>(
  { confirmedFor }: Pick<KnownStream<unknown>, 'confirmedFor'>,
  answers: LineOfAnswers<Command, Rejection>,
): void => {
  for (const { asked, answer, behind } of answers)
    if (behind === 0 && asked.request.arrival <= confirmedFor) asked.answer(answer);
};

/** What is done for all is a part of the youngest request: it has the most time left. */
const within = <Result>(
  youngest: { readonly request: Pick<Asked<unknown>, 'within'> } | undefined,
  work: () => Result,
): Result => (youngest === undefined ? work() : youngest.request.within(work));
