import type { NamedStream } from '../../domain/modelling/ids.ts';
import { z } from 'zod';
import type { Page, PageRequest } from '../paging.ts';
import { parkedKinds } from '../undeliverable.ts';

/** What an operator, or a build by itself, has tried with a parked stream in vain. */
export const parkedNote = z
  .object({
    action: z.string(),
    actor: z.string(),
    reason: z.string().exactOptional(),
    at: z.iso.datetime(),
    /** `parked`: the stream still cannot be taken. `failed`: it could not be tried to the end. */
    outcome: z.enum(['parked', 'failed']),
    /** The recorded action that this was a part of. */
    actionId: z.string(),
  })
  .readonly();

/** See {@link parkedNote}. */
export type ParkedNote = z.infer<typeof parkedNote>;

/** Of so many tries a note is kept, the newest. All of them are recorded as actions. */
const mostNotes = 20;

/** The notes with one more. */
export const notesWith = (earlier: readonly ParkedNote[] | undefined, note: ParkedNote): readonly ParkedNote[] =>
  [...(earlier ?? []), note].slice(-mostNotes);

/** A commit that a subscriber cannot take, stored with the reason until an operator has it delivered again. */
export const parkedCommit = z
  .object({
    /** The subscriber that could not take it. */
    subscriber: z.string(),
    /** The stream of the commit. Later commits of it wait behind this one. */
    streamId: z.string(),
    reason: z.string(),
    parkedAt: z.iso.datetime(),
    /** The first commit that could not be taken; or the delivered document, when it is not a commit. */
    document: z.unknown(),
    /** How often later commits of the stream were held back since. A lost answer may count twice. */
    heldBack: z.int().min(1).exactOptional(),
    /** The version up to which the stream was delivered when it was last held back. */
    heldBackTo: z.int().min(1).exactOptional(),
    /** The version that could not be taken, where it is known. This and all below are missing in what an older release has parked. */
    version: z.int().min(1).exactOptional(),
    kind: z.enum(parkedKinds).exactOptional(),
    /** When it failed first, and last. */
    firstAt: z.iso.datetime().exactOptional(),
    lastAt: z.iso.datetime().exactOptional(),
    /** How often it was tried. */
    tries: z.int().min(1).exactOptional(),
    /** The build that tried it last. */
    build: z.string().exactOptional(),
    /** What operators and builds have tried with it in vain, the newest last. */
    notes: z.array(parkedNote).readonly().exactOptional(),
  })
  .readonly();

/** A commit that a subscriber cannot take. */
export type ParkedCommit = z.infer<typeof parkedCommit>;

/** A stream that was parked because it kept failing, and when it failed first and last. */
export interface FailingParked extends Pick<ParkedCommit, 'subscriber' | 'streamId'> {
  readonly firstAt: string;
  readonly lastAt: string;
}

/** A stream that is parked now. */
export interface ParkedMark {
  /** Another one after each change, so that a stream is released only as it was seen. */
  readonly revision: string;
  /** See {@link ParkedCommit}. */
  readonly heldBackTo: number | undefined;
  /** See {@link ParkedCommit}. */
  readonly version: number | undefined;
}

/** What is parked for one subscriber, or for all of them. */
export interface ParkedRequest extends PageRequest {
  readonly subscriber?: string;
}

/** Stores the commits that subscribers cannot take, by stream, so that the feed goes on for all other streams. */
export interface ParkingLot {
  /** Parks the first commit of a stream that cannot be taken. A later one is held back behind it. */
  park(parked: ParkedCommit): Promise<void>;

  /**
   * Parks a stream that was delivered again. Replaces what was parked of it before, and its count of held-back commits; what was
   * so before stays: since when it is parked and fails, its notes, and the tries, to which the new ones are added.
   */
  parkAgain(parked: ParkedCommit): Promise<void>;

  /**
   * Records that the stream was delivered up to this version and must wait, so that it is not released without these commits.
   * 'notParked' when it is no longer parked: then the subscriber must take them.
   */
  holdBack(subscriber: string, streamId: NamedStream, version: number): Promise<'heldBack' | 'notParked'>;

  /**
   * Which of these streams the subscriber has parked. Loads neither other parked streams nor any document.
   */
  parkedAmong(subscriber: string, streamIds: readonly NamedStream[]): Promise<readonly NamedStream[]>;

  /**
   * A page of what one subscriber, or all of them, have parked, ordered by stream, so that a stream which is released or parked
   * meanwhile moves no other to another page. Damaged documents are left out, so a page may be short. Throws {@link UnknownContinuation}.
   */
  list(request: ParkedRequest): Promise<Page<ParkedCommit>>;

  /** How many streams of a subscriber that are parked now were parked at this time or later. */
  parkedSince(subscriber: string, since: string): Promise<number>;

  /** The parked streams of all subscribers that were tried last by another build than this one, or by an unknown one. */
  triedByOthers(build: string): Promise<readonly Pick<ParkedCommit, 'subscriber' | 'streamId'>[]>;

  /** The streams of all subscribers that were parked at this time or later because they kept failing (`code`, `world`). */
  failingSince(since: string): Promise<readonly FailingParked[]>;

  /** Whether a stream is parked; undefined when it is not. */
  find(subscriber: string, streamId: NamedStream): Promise<ParkedMark | undefined>;

  /** Notes what was tried with a parked stream in vain. Does nothing when it is not parked. */
  note(subscriber: string, streamId: NamedStream, note: ParkedNote): Promise<void>;

  /** Removes a stream's parked commit. 'changed' when it has another revision by now: then nothing is removed. */
  release(subscriber: string, streamId: NamedStream, revision: string): Promise<'released' | 'changed'>;
}

/** A stream that is parked again, with what stays of how it was parked before. */
export const parkedAgain = (parked: ParkedCommit, earlier: ParkedCommit | undefined): ParkedCommit => {
  if (earlier === undefined) return parked;
  const { parkedAt, firstAt = parkedAt, tries = 1, notes } = earlier;
  const kept = notes === undefined ? {} : { notes };
  return { ...parked, ...kept, parkedAt, firstAt, tries: tries + (parked.tries ?? 1) };
};
