import type { ActionOutcome } from '../../../application/actions/record-action.ts';
import type { Wish } from './send.ts';

/** What a client knows of a command that it has sent. */
export interface SentCommand {
  readonly client: string;
  readonly commandId: string;
  readonly wish: Wish;
  /** How it was answered in the end. `unknown`: the client has given up asking. */
  readonly answer: Answer;
  /** How often it was sent. */
  readonly tries: number;
  /** Whether a request may still have been under way when it was sent again: then an answer without events says less. */
  readonly isDoubtful: boolean;
}

/** How a command was answered. */
export type Answer =
  | {
      readonly outcome: 'accepted';
      readonly streamId: string;
      readonly version: number;
      readonly events: readonly { readonly type: string; readonly version: number }[];
    }
  | { readonly outcome: 'rejected'; readonly rejection: unknown }
  | { readonly outcome: 'stale' | 'busy' | 'id-reused' | 'not-own' | 'unknown' };

/** A document that a client has read: what a view showed of an entity. */
export interface ReadView {
  readonly client: string;
  readonly view: string;
  readonly entityId: string;
  /** The version that the client had asked for. */
  readonly minVersion: number;
  readonly version: number;
  readonly shown: unknown;
}

/** What an operator knows of something that it has asked for. */
export interface SentAction {
  readonly actionId: string;
  readonly actor: string;
  /** For the trace. */
  readonly what: string;
  /** Undefined where nobody has answered. */
  readonly answer: ActionOutcome<unknown> | 'unknown-subject' | undefined;
}

/** All that clients know at the end of a run. */
export interface Records {
  readonly commands: SentCommand[];
  readonly reads: ReadView[];
  readonly actions: SentAction[];
}
