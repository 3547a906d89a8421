import { z } from 'zod';

/** What a subscriber failed on last. It is delivered again until it succeeds, so one that is minutes old is over. */
export const failedDelivery = z
  .object({
    subscriber: z.string(),
    streamId: z.string(),
    /** The event that could not be taken; where that is not known, the first one that was delivered. */
    version: z.int().min(1),
    error: z.string(),
    failedAt: z.iso.datetime(),
  })
  .readonly();

/** What a subscriber failed on last. */
export type FailedDelivery = z.infer<typeof failedDelivery>;

/** Where subscribers note what they failed on last, for operators to see from any instance. */
export interface FailedDeliveries {
  /** Keeps this one in place of the subscriber's earlier one. */
  record(failed: FailedDelivery): Promise<void>;

  /** The last one of each subscriber that failed within a week. */
  list(): Promise<readonly FailedDelivery[]>;
}

/** A subscriber's own code failed on an event. */
export class EventNotTaken extends Error {
  override readonly name = 'EventNotTaken';
  readonly version: number;

  constructor(version: number, message: string, cause: unknown) {
    super(message, { cause });
    this.version = version;
  }
}
