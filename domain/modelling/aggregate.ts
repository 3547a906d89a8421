import type { z } from 'zod';
import type { OwnerOf } from './owner.ts';

/** What an event carries: a plain object, so that fields can be added for ever. */
export type EventData = z.ZodType<Readonly<Record<string, unknown>>>;

/**
 * One event of the storage format: its newest schema, and how older shapes become it.
 * `upcasts[n]` turns data of version n + 1 into data of version n + 2, so the newest version is derived, never declared.
 */
export interface EventType<Schema extends EventData = EventData> {
  readonly schema: Schema;
  readonly upcasts: readonly ((data: unknown) => unknown)[];
}

/** Declares an event type. A changed shape gets one more pure upcast from the shape before it, never a changed history. */
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

/** The union of the commands that a set of schemas describes. `at` is the moment of asking: time arrives, it is never taken. */
export type CommandOf<Schemas extends CommandSchemas> = {
  [Type in keyof Schemas & string]: { readonly type: Type; readonly data: z.infer<Schemas[Type]>; readonly at: string };
}[keyof Schemas & string];

/** What an aggregate answers to a command: events (none when there is nothing to do), or a named business refusal. */
export type Decision<Event, Rejection> =
  | { readonly accepted: true; readonly events: readonly Event[] }
  | { readonly accepted: false; readonly rejection: Rejection };

/** The command is accepted and these events happened. */
export const accept = <Event>(...events: Event[]): { readonly accepted: true; readonly events: readonly Event[] } => ({
  accepted: true,
  events,
});

/** The business says no, and names why. */
export const reject = <Rejection>(
  rejection: Rejection,
): { readonly accepted: false; readonly rejection: Rejection } => ({
  accepted: false,
  rejection,
});

/** Accepted without events: what was asked for already holds. A repeated command is a fact of networks, not an error. */
export const nothingToDo = accept<never>();

/** A consistency boundary: the history of one thing, folded into what its decisions need. */
export interface Aggregate<State, Commands extends CommandSchemas, Events extends EventTypes, Rejection> {
  /** The stream name's prefix (`order` in `order-1`): lower-case letters only, for ever part of the storage format. */
  readonly category: string;
  readonly commands: Commands;
  readonly events: Events;
  /** What a state is: plain JSON, told apart by no more than this. A snapshot is believed only when its state parses. */
  readonly state: z.ZodType<State>;
  /** From 1, raised whenever `evolve` makes another state of an old history: snapshots of the old meaning are then ignored. */
  readonly stateVersion: number;
  readonly initial: State;
  /** Whose an entity in this state is. */
  readonly owner: OwnerOf<State>;
  /** Believes history: neither validates nor throws. */
  readonly evolve: (state: State, event: EventOf<Events>) => State;
  /** Total and pure: nothing awaited, nothing thrown. */
  readonly decide: (command: CommandOf<Commands>, state: State) => Decision<EventOf<Events>, Rejection>;
}
