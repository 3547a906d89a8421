import { z } from 'zod';
import type { Page, PageRequest } from '../paging.ts';

/** A commit that a subscriber cannot take, kept with its reason until an operator has it delivered again. */
export const parkedCommit = z
  .object({
    /** The subscriber that could not take it. */
    subscriber: z.string(),
    /** The stream that waits: what comes later in it waits behind this commit. */
    streamId: z.string(),
    reason: z.string(),
    parkedAt: z.iso.datetime(),
    /** The first commit that waits; or the document as it was delivered, when it is no commit. */
    document: z.unknown(),
    /** How often something later of the stream was held back since. A lost answer may count twice. */
    heldBack: z.int().min(1).exactOptional(),
    /** The version up to which the stream was delivered when it was last held back. */
    heldBackTo: z.int().min(1).exactOptional(),
  })
  .readonly();

/** A commit that a subscriber cannot take. */
export type ParkedCommit = z.infer<typeof parkedCommit>;

/** A stream that is parked now. */
export interface ParkedMark {
  /** Another one after each change, so that a stream is released only as it was seen. */
  readonly revision: string;
  /** See {@link ParkedCommit}. */
  readonly heldBackTo: number | undefined;
}

/** What is parked for one subscriber, or for all of them. */
export interface ParkedRequest extends PageRequest {
  readonly subscriber?: string;
}

/** Where subscribers leave what they cannot take, one stream at a time, so that the feed goes on for all others. */
export interface ParkingLot {
  /** Keeps the first parked commit of a stream. Another one behind it is held back. */
  park(parked: ParkedCommit): Promise<void>;

  /** Parks a stream that was delivered again: what was parked of it before, and held back, is forgotten. */
  parkAgain(parked: ParkedCommit): Promise<void>;

  /**
   * Notes that the stream was delivered up to this version and must wait, so that it is not released without it. 'notParked'
   * when it is not parked any more: then it must be taken.
   */
  holdBack(subscriber: string, streamId: string, version: number): Promise<'heldBack' | 'notParked'>;

  /**
   * Which of these streams the subscriber has parked. Nothing is loaded of what else is parked, nor the documents of these.
   */
  parkedAmong(subscriber: string, streamIds: readonly string[]): Promise<readonly string[]>;

  /**
   * A page of what one subscriber, or all of them, have parked, by stream: one that is released or parked meanwhile moves no
   * other to another page. Damaged documents are left out, so it may be short. Throws {@link UnknownContinuation}.
   */
  list(request: ParkedRequest): Promise<Page<ParkedCommit>>;

  /** Whether a stream is parked; undefined when it is not. */
  find(subscriber: string, streamId: string): Promise<ParkedMark | undefined>;

  /** Forgets a stream's parked commit. 'changed' when it is not that revision any more, and nothing is forgotten. */
  release(subscriber: string, streamId: string, revision: string): Promise<'released' | 'changed'>;
}
