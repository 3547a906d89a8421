import type { z } from 'zod';
import type { Asked, DecisionContext, FactKind, LookUp } from './fact.ts';
import type { OwnerOf } from './owner.ts';

/** The schema of an event's data: a plain object, so that fields can be added later. */
export type EventData = z.ZodType<Readonly<Record<string, unknown>>>;

/**
 * One event of the storage format: its newest schema, and how older shapes become it.
 * `upcasts[n]` turns data of version n + 1 into data of version n + 2, so the newest version is derived, never declared.
 */
export interface EventType<Schema extends EventData = EventData> {
  readonly schema: Schema;
  readonly upcasts: readonly ((data: unknown) => unknown)[];
}

/** Declares an event type. A changed shape gets one more pure upcast from the shape before it; stored events do not change. */
export const eventType = <Schema extends EventData>(
  schema: Schema,
  ...upcasts: ((data: unknown) => unknown)[]
): EventType<Schema> => ({ schema, upcasts });

/** The version under which new events of a type are stored, from 1. */
export const schemaVersionOf = (type: EventType): number => type.upcasts.length + 1;

/** The event types of one aggregate, by name. */
export type EventTypes = Readonly<Record<string, EventType>>;

/** The command schemas of one aggregate, by name. */
export type CommandSchemas = Readonly<Record<string, z.ZodType>>;

/** The union of the events that a set of event types describes. */
export type EventOf<Types extends EventTypes> = {
  [Type in keyof Types & string]: { readonly type: Type; readonly data: z.infer<Types[Type]['schema']> };
}[keyof Types & string];

/** The union of the commands that a set of schemas describes. `at` is the time of the request: a decision never reads a clock. */
export type CommandOf<Schemas extends CommandSchemas> = {
  [Type in keyof Schemas & string]: { readonly type: Type; readonly data: z.infer<Schemas[Type]>; readonly at: string };
}[keyof Schemas & string];

/** The decision on a command: events (none when there is nothing to do), or a named rejection. */
export type Decision<Event, Rejection> =
  | { readonly accepted: true; readonly events: readonly Event[] }
  | { readonly accepted: false; readonly rejection: Rejection };

/** Accepts the command with these events. */
export const accept = <Event>(...events: Event[]): { readonly accepted: true; readonly events: readonly Event[] } => ({
  accepted: true,
  events,
});

/** Rejects the command by a named rule. */
export const reject = <Rejection>(
  rejection: Rejection,
): { readonly accepted: false; readonly rejection: Rejection } => ({
  accepted: false,
  rejection,
});

/** Accepts without events, because the requested state already holds. A repeated command is not an error. */
export const nothingToDo = accept<never>();

/** What the decisions of an aggregate need from others. */
export interface LooksUp<Command, State> {
  /** The kinds of facts that it needs. The system says which views tell them. */
  readonly kinds: readonly FactKind[];
  /** The facts that a command needs in this state: none for most commands, which then read nothing. Pure. */
  readonly needs: (command: Command, state: State, asked: Asked) => readonly LookUp[];
}

/** A consistency boundary: the history of one thing, folded into what its decisions need. */
export interface Aggregate<State, Commands extends CommandSchemas, Events extends EventTypes, Rejection> {
  /** The stream name's prefix (`order` in `order-1`): lower-case letters only. Part of the storage format: never rename. */
  readonly category: string;
  readonly commands: Commands;
  readonly events: Events;
  /** The schema of the state, which is plain JSON. A snapshot is trusted only when its state parses. */
  readonly state: z.ZodType<State>;
  /** Starts at 1. Raise it when `evolve` gives another state for an old history: older snapshots are then ignored. */
  readonly stateVersion: number;
  readonly initial: State;
  /** The owner of an entity in this state. */
  readonly owner: OwnerOf<State>;
  /** What its decisions need from others: nothing by default. */
  readonly looksUp?: LooksUp<CommandOf<Commands>, State>;
  /** Folds one event into the state. Neither validates nor throws. */
  readonly evolve: (state: State, event: EventOf<Events>) => State;
  /** Decides a command. Total and pure: awaits nothing, throws nothing. */
  readonly decide: (
    command: CommandOf<Commands>,
    state: State,
    context: DecisionContext,
  ) => Decision<EventOf<Events>, Rejection>;
}
