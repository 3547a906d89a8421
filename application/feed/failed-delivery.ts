import { z } from 'zod';

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

/** Stores the last failure of each subscriber, so that operators see it from any instance. */
export interface FailedDeliveries {
  /** Replaces the subscriber's earlier failure by this one. */
  record(failed: FailedDelivery): Promise<void>;

  /** The last failure of each subscriber that failed within a week. */
  list(): Promise<readonly FailedDelivery[]>;
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
