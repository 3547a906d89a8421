import { z } from 'zod';
import type { Delivered } from './feed-batch.ts';

const streams = z.int().min(0);

/** How a delivered batch went, in streams. */
export const deliveryReport = z.object({
  applied: streams,
  alreadyApplied: streams,
  notApplicable: streams,
  parked: streams,
});

/** How a delivered batch went, in streams. */
export type DeliveryReport = Readonly<z.infer<typeof deliveryReport>>;

/** The change feed, or an operator's replay of one stream. */
export type DeliveredBy = 'feed' | 'replay';

/**
 * Gets every commit at least once, and in order within a stream. Repeated, overlapping and reordered batches change nothing that
 * was right already.
 */
export interface Subscriber {
  /** The name under which it parks commits, and that operators use. Part of the storage format: never rename. */
  readonly name: string;
  /** Whether an operator may have it go on behind a commit that it cannot take: only where its effects lie outside. */
  readonly maySkip?: true;
  /**
   * Takes documents as the change feed delivers them. Throws when the whole batch must be delivered again. A replay is taken
   * also while its stream is parked; what still cannot be taken is parked again, with the new reason.
   */
  deliver(delivered: Delivered, by?: DeliveredBy): Promise<DeliveryReport>;
}

/** How one stream's part of a batch ended. */
export type DeliveryOutcome = keyof DeliveryReport;
