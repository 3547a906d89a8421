import type { EntityId, StreamId } from '../../domain/modelling/ids.ts';
import type { Commit, Provenance } from '../streams/commit.ts';
import type { Reach } from '../callers/reach.ts';
import type { EventReceipt } from '../streams/receipts.ts';

/** The version of the stream that the caller decided on, or 'any' for a stream that must exist. */
export type ExpectedVersion = number | 'any';

/** A command to one entity. */
export interface CommandRequest<Command> {
  readonly entityId: EntityId;
  readonly command: Command;
  readonly provenance: Provenance;
  /** Which entities the command may touch. Any other is handled as if it had no history. */
  readonly reach: Reach;
  /** Whether the command id was made for this request, so that no command can have been carried out under it before. */
  readonly isNewId?: boolean;
  /** After another write the outcome is 'stale': the caller decided on this version, so only the caller may decide again. */
  readonly expectedVersion?: ExpectedVersion;
  /** Called with the commit that this very request has appended, as it is stored: not when an earlier one has. */
  readonly onAppended?: (commit: Commit) => void;
}

/**
 * The outcome of a command. Repeating a command id that was accepted with events gives the same outcome: see
 * earlier-outcome.ts. After any other outcome nothing is stored, so a repeated command is decided again.
 */
export type CommandOutcome<Rejection> =
  | {
      readonly outcome: 'accepted';
      readonly streamId: StreamId;
      readonly version: number;
      readonly events: readonly EventReceipt[];
    }
  | { readonly outcome: 'rejected'; readonly rejection: Rejection }
  /** The stream is not at the expected version. */
  | { readonly outcome: 'stale'; readonly version: number }
  /** Too many concurrent writes to the stream: fifty conflicts, or no turn within 10 seconds. Not decided, nothing was changed. */
  | { readonly outcome: 'busy' }
  /** The command id was used for another request. */
  | { readonly outcome: 'id-reused' }
  /** The command would begin an entity out of reach: for another owner, or under an id that another owner's entity has. */
  | { readonly outcome: 'not-own' };

/** Handles the commands of one aggregate. Throws when a store is unreachable, or the stream is damaged or unreadable. */
export type HandleCommand<Command, Rejection> = (
  request: CommandRequest<Command>,
) => Promise<CommandOutcome<Rejection>>;
