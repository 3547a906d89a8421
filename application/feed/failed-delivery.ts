import type { NamedStream } from '../../domain/modelling/ids.ts';
import { z } from 'zod';
import type { FailingStream } from './failing-stream.ts';

/** The last failure of a subscriber. The batch is delivered again until it succeeds, so a failure that is minutes old is over. */
export const failedDelivery = z
  .object({
    subscriber: z.string(),
    streamId: z.string(),
    /** The version of the event that failed; where that is not known, of the first event that was delivered. */
    version: z.int().min(1),
    error: z.string(),
    failedAt: z.iso.datetime(),
  })
  .readonly();

/** The last failure of a subscriber. */
export type FailedDelivery = z.infer<typeof failedDelivery>;

/**
 * Stores the last failure of each subscriber, so that operators see it from any instance; and what is known of streams that keep
 * failing, so that restarts and several instances do not begin anew. Both expire after a week.
 */
export interface FailedDeliveries {
  /** Replaces the subscriber's earlier failure by this one. */
  record(failed: FailedDelivery): Promise<void>;

  /** The last failure of each subscriber that failed within a week. */
  list(): Promise<readonly FailedDelivery[]>;

  /** What is noted of a stream that keeps failing; undefined when there is nothing, or nothing that can be read. */
  findStream(subscriber: string, streamId: NamedStream): Promise<FailingStream | undefined>;

  /** Replaces what is noted of this stream. */
  recordStream(failing: FailingStream): Promise<void>;

  /** Removes what is noted of this stream. */
  forgetStream(subscriber: string, streamId: NamedStream): Promise<void>;
}

/** The code of a subscriber failed on an event. */
export class EventNotTaken extends Error {
  override readonly name = 'EventNotTaken';
  readonly version: number;

  constructor(version: number, message: string, cause: unknown) {
    super(message, { cause });
    this.version = version;
  }
}
