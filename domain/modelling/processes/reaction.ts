import type { EntityId } from '../ids.ts';
import type { Recorded } from '../recorded.ts';
import type { AnyAsk, DataOf } from './ask.ts';
import type { Refusal } from './process-events.ts';
import type { AskState } from './process-state.ts';

/** The asks of a process, by the names that its declaration gives them. */
export type Asks = Readonly<Record<string, AnyAsk>>;

/** The time of a wait is over. Nothing revokes it but the end of the process: the reaction says whether it still matters. */
export type TimedOut<Waits extends string> = Waits extends string
  ? { readonly what: 'timed-out'; readonly wait: Waits }
  : never;

/** What a process reacts to. */
export type Happened<Declared extends Asks, Event, Waits extends string = never> =
  /** The event that started it, or one that it heard later. */
  | { readonly what: 'started' | 'heard'; readonly by: Recorded<Event> }
  | { readonly what: 'accepted'; readonly ask: keyof Declared & string; readonly to: EntityId }
  | {
      readonly what: 'refused';
      readonly ask: keyof Declared & string;
      readonly to: EntityId;
      readonly refusal: Refusal;
    }
  /** No answer has come in time. One that comes later is undone. */
  | { readonly what: 'unanswered'; readonly ask: keyof Declared & string; readonly to: EntityId }
  | TimedOut<Waits>
  /** It failed, and all that was accepted is undone. What must follow can be asked: it ends when nothing is asked any more. */
  | { readonly what: 'compensated'; readonly reason: string };

/** What a process does about it. */
export type Reaction<Declared extends Asks, Memory, Waits extends string = never> =
  | {
      readonly [Name in keyof Declared & string]: {
        readonly ask: Name;
        readonly to: EntityId;
        readonly data: DataOf<Declared[Name]>;
      };
    }[keyof Declared & string]
  /**
   * Keeps its newest ask of this name, which was refused, to ask it again. An acceptance that comes meanwhile, from a host that had the
   * refused command under way, counts. Asked anew instead, the command could be carried out twice, or be undone for both.
   */
  | { readonly postpone: keyof Declared & string; readonly to: EntityId }
  /** Asks again what it has postponed: the very same command, which its target carries out once. */
  | { readonly again: keyof Declared & string; readonly to: EntityId; readonly reason: string }
  /** Is told when the declared time is over. A wait of this name that has begun before is forgotten. */
  | { readonly wait: Waits }
  /** Keeps this, in place of what it kept before. */
  | { readonly remember: Memory }
  /** Undoes all that was accepted, in reverse order, and ends. Ignored behind the pivot, and once it has failed: there is no way back. */
  | { readonly fail: string }
  /** Ends. What was accepted is kept. */
  | { readonly complete: true };

/** What a reaction is made of, beside what has happened. */
export interface Seen<Memory, Waits extends string = never> {
  /** The instance. */
  readonly id: EntityId;
  /** What it has kept last. */
  readonly memory: Memory;
  /** All that it has asked, in order, the undoing of it left out. */
  readonly asks: readonly Pick<AskState, 'ask' | 'target' | 'status'>[];
  /** What it waits for. */
  readonly waits: readonly Waits[];
  /** Whether the pivot is accepted: from there on everything goes forward. */
  readonly isBeyondPivot: boolean;
  /** The version of the declaration under which the instance started. */
  readonly definition: number;
}

/** Reacts to what has happened. Pure: it has no clock and makes no ids. */
export type React<Declared extends Asks, Event, Memory, Waits extends string = never> = (
  happened: Happened<Declared, Event, Waits>,
  seen: Seen<Memory, Waits>,
) => readonly Reaction<Declared, Memory, Waits>[];
