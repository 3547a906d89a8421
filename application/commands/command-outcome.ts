import type { Provenance } from '../streams/commit.ts';
import type { Reach } from '../callers/reach.ts';
import type { EventReceipt } from '../streams/receipts.ts';

/** What a caller says of the stream that it has seen: its version, or 'any' for one that must exist. */
export type ExpectedVersion = number | 'any';

/** A command on its way to one entity. */
export interface CommandRequest<Command> {
  readonly entityId: string;
  readonly command: Command;
  readonly provenance: Provenance;
  /** Which entities the command may touch. Any other is handled as if it had no history. */
  readonly reach: Reach;
  /** Whether the command id was made for this request, so that no command can have been carried out under it before. */
  readonly isNewId?: boolean;
  /** Somebody else's write then ends in 'stale': only the caller, who decided on this version, may decide again. */
  readonly expectedVersion?: ExpectedVersion;
}

/** How a command ended. A repeated command id ends as it ended when it was accepted: see earlier-outcome.ts. */
export type CommandOutcome<Rejection> =
  | {
      readonly outcome: 'accepted';
      readonly streamId: string;
      readonly version: number;
      readonly events: readonly EventReceipt[];
    }
  | { readonly outcome: 'rejected'; readonly rejection: Rejection }
  /** The stream is not at the expected version. */
  | { readonly outcome: 'stale'; readonly version: number }
  /** Others have won every race. */
  | { readonly outcome: 'conflict' }
  /** The command id stands for another request already. */
  | { readonly outcome: 'id-reused' }
  /** The command would begin an entity out of reach: for another owner, or under an id that another owner's entity has. */
  | { readonly outcome: 'not-own' };

/** Handles the commands of one aggregate. Throws when the world breaks: store unreachable, stream damaged or unreadable. */
export type HandleCommand<Command, Rejection> = (
  request: CommandRequest<Command>,
) => Promise<CommandOutcome<Rejection>>;
