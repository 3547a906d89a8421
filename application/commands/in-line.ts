import type { LookedUp } from './look-up.ts';
import type { NewCommit } from '../streams/event-store.ts';
import type { StreamState } from '../streams/stream-state.ts';
import type { CommandOutcome, CommandRequest } from './command-outcome.ts';
import type { Decided, LineAnswer, LineChange } from './decide-command.ts';
import type { Waiting } from './waiting-line.ts';

/** How far a request in line has come. */
export interface Progress {
  /** How many races it has lost. */
  conflicts: number;
  /** Up to this version the stream does not hold the command. */
  searchedTo: number;
  /** What was looked up for it. */
  known: LookedUp;
  /** Whether it would be refused by what views tell, so that the streams are read before it is. */
  isDoubted: boolean;
}

/** A request in line. */
export interface Asked<Command> {
  readonly request: CommandRequest<Command>;
  /** The number of the request among all that this process got. */
  readonly arrival: number;
  /** Until when it is attempted, in milliseconds that only grow. */
  readonly deadline: number;
  /** Runs work as a part of this request. */
  readonly within: <Result>(work: () => Result) => Result;
  readonly progress: Progress;
}

/** A request in line, which can be answered. */
export type InLine<Command, Rejection> = Waiting<Asked<Command>, CommandOutcome<Rejection>>;

/** What one in line changes: its events as they were decided, and the commit that is to be stored. */
export interface Change<Event> {
  readonly events: Decided<Event>;
  readonly commit: NewCommit;
}

/** The changes that are appended together. */
export type LineOfChanges<State, Command, Event, Rejection> = readonly [
  LineChange<State, InLine<Command, Rejection>, Change<Event>>,
  ...LineChange<State, InLine<Command, Rejection>, Change<Event>>[],
];

/** The answers that hold once so many changes are stored. */
export type LineOfAnswers<Command, Rejection> = readonly LineAnswer<
  InLine<Command, Rejection>,
  CommandOutcome<Rejection>
>[];

/** A state of a stream, which was the newest at a moment at which all with an arrival up to this one waited. */
export interface KnownStream<State> {
  readonly stream: StreamState<State>;
  readonly confirmedFor: number;
}
