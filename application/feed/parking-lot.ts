import { z } from 'zod';

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
  })
  .readonly();

/** A commit that a subscriber cannot take. */
export type ParkedCommit = z.infer<typeof parkedCommit>;

/** Where subscribers leave what they cannot take, one stream at a time, so that the feed goes on for all others. */
export interface ParkingLot {
  /** Keeps the first parked commit of a stream; parking another behind it changes nothing. */
  park(parked: ParkedCommit): Promise<void>;

  /** All that a subscriber has parked, or all there is. */
  list(subscriber?: string): Promise<readonly ParkedCommit[]>;

  /** Forgets a stream's parked commit, if there is one. */
  release(subscriber: string, streamId: string): Promise<void>;
}
