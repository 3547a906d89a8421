import type { FieldPath } from '../../domain/modelling/personal.ts';
import type { Commit, Provenance, StoredEvent } from './commit.ts';
import type { StreamHead } from './stream-head.ts';

/** An event on its way to a store. */
export interface NewEvent extends StoredEvent {
  /** Where its data is personal. No store keeps such an event before these values are sealed. */
  readonly personal?: readonly FieldPath[];
}

/** What one command wants to add to a stream. */
export interface NewCommit extends Provenance {
  readonly category: string;
  readonly events: readonly [NewEvent, ...NewEvent[]];
  readonly recordedAt: string;
}

/** Where histories live. Every promise here is a rule of the contract suite that each adapter passes. */
export interface EventStore {
  /**
   * The commits of a stream that hold a version above `after` and end before the version `before`, oldest first; none when
   * the stream does not exist. A commit that `after` falls inside of is given whole.
   */
  read(streamId: string, after?: number, before?: number): Promise<readonly Commit[]>;

  /**
   * The newest commits of a stream, oldest first, in one round trip: at most so many, fewer when they are large, and none only
   * when the stream does not exist.
   */
  readNewest(streamId: string, atMost: number): Promise<readonly Commit[]>;

  /**
   * All events or none, durable when answered, straight behind `head`.
   * 'conflict' when somebody else has written there, with what they wrote where it was seen. A lost answer is settled by
   * reading: 'repeated' when the place holds a commit of the same command id. Throws {@link CommitTooLarge},
   * {@link UnusableStreamId} and {@link StoreUnavailable}.
   */
  append(head: StreamHead, commit: NewCommit): Promise<AppendOutcome>;

  /**
   * The newest commit of a stream that has this command id; undefined when it has none. Sees at least every commit that was
   * read or appended through this store before.
   */
  findByCommand(streamId: string, commandId: string): Promise<Commit | undefined>;

  /** Whether somebody has written behind `head`: the cheapest way to learn that what is known is not the newest. */
  hasNext(head: StreamHead): Promise<boolean>;
}

/** How an append ended; commits are given as they are stored. */
export type AppendOutcome =
  | { readonly outcome: 'appended'; readonly commit: Commit }
  /** An earlier try has stored this under the same command id, here or in another process: perhaps for another request. */
  | { readonly outcome: 'repeated'; readonly commit: Commit }
  /** `next` is the commit that stands straight behind the head, and seldom the newest. */
  | { readonly outcome: 'conflict'; readonly next: Commit | undefined };

/** The store cannot be reached or is overloaded, also after the adapter's own bounded retries. Trying later may help. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  readonly retryAfterSeconds: number;

  constructor(message: string, options: { readonly cause?: unknown; readonly retryAfterSeconds?: number } = {}) {
    super(message, { cause: options.cause });
    this.retryAfterSeconds = options.retryAfterSeconds ?? 1;
  }
}

/** The events of one command are more, or more bytes, than the store keeps in one document. They are never split: half a command is none. */
export class CommitTooLarge extends Error {
  override readonly name = 'CommitTooLarge';
}

/** No stream can be called this: something that follows its events could not keep or send them. */
export class UnusableStreamId extends Error {
  override readonly name = 'UnusableStreamId';
}
