import type { CommandId, StreamId } from '../../domain/modelling/ids.ts';
import { Unavailable } from '../unavailable.ts';
import type { FieldPath } from '../../domain/modelling/personal.ts';
import type { Commit, Provenance, StoredEvent } from './commit.ts';
import type { StreamHead } from './stream-head.ts';

/** An event to be stored. */
export interface NewEvent extends StoredEvent {
  /** The paths of its personal values. A store refuses the event until they are sealed. */
  readonly personal?: readonly FieldPath[];
}

/** What one command appends to a stream. */
export interface NewCommit extends Provenance {
  readonly category: string;
  readonly events: readonly [NewEvent, ...NewEvent[]];
  readonly recordedAt: string;
}

/** Commits to be appended together, oldest first. */
export type NewCommits = readonly [NewCommit, ...NewCommit[]];

/**
 * The store of all streams. Every promise here is a rule of the contract suite that each adapter passes. Every commit is given with
 * its hash, and with a mark ({@link Commit.isChanged}) where its content is not what the hash says.
 */
export interface EventStore {
  /**
   * The commits of a stream that hold a version above `after` and end before the version `before`, oldest first; none when
   * the stream does not exist. A commit that `after` falls inside of is given whole.
   */
  read(streamId: StreamId, after?: number, before?: number): Promise<readonly Commit[]>;

  /**
   * The newest commits of a stream, oldest first, in one round trip: at most so many, fewer when they are large, and none only
   * when the stream does not exist.
   */
  readNewest(streamId: StreamId, atMost: number): Promise<readonly Commit[]>;

  /**
   * Appends commits directly after `head`, one behind the other, in one transaction: all or none, durable when it resolves. Of many
   * it takes as many as one transaction holds, the first ones, and answers which.
   * 'conflict' when another writer has appended there, with that commit where it was read. After a lost answer the store is
   * read: 'repeated' when the first commit there has the command id of the first to append. Throws {@link StoreUnavailable}, and
   * of the first commit, when it cannot be stored, {@link CommitTooLarge} and {@link UnusableStreamId}.
   */
  append(head: StreamHead, ...commits: NewCommits): Promise<AppendOutcome>;

  /**
   * The commits of a stream that have one of these command ids, oldest first. Sees at least every commit that was read or appended
   * through this store before.
   */
  findByCommands(streamId: StreamId, commandIds: readonly CommandId[]): Promise<readonly Commit[]>;

  /** Whether there is a commit after `head`: the cheapest check that a cached state is current. */
  hasNext(head: StreamHead): Promise<boolean>;
}

/** The outcome of an append, with commits as they are stored. */
export type AppendOutcome =
  | { readonly outcome: 'appended'; readonly commits: readonly [Commit, ...Commit[]] }
  /**
   * An earlier try has stored this under the first command id, here or in another process: perhaps for another request. Whether the
   * other commits were stored is for the caller to read.
   */
  | { readonly outcome: 'repeated'; readonly commit: Commit }
  /** `next` is the commit directly after the head, which is not always the newest. */
  | { readonly outcome: 'conflict'; readonly next: Commit | undefined };

/** The store cannot be reached or is overloaded, also after the adapter's own bounded retries. A later retry may succeed. */
export class StoreUnavailable extends Unavailable {
  override readonly name = 'StoreUnavailable';
  readonly retryAfterSeconds: number;

  constructor(message: string, options: { readonly cause?: unknown; readonly retryAfterSeconds?: number } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterSeconds = options.retryAfterSeconds ?? 1;
  }
}

/** The events of one command are too many or too large for one document. They are never split over two. */
export class CommitTooLarge extends Error {
  override readonly name = 'CommitTooLarge';
}

/** The stream id cannot be used: views or messages could not be stored under it. */
export class UnusableStreamId extends Error {
  override readonly name = 'UnusableStreamId';
}
