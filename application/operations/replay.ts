import { readFeedBatch } from '../feed/feed-batch.ts';
import type { ParkingLot } from '../feed/parking-lot.ts';
import { reportOf, type DeliveryReport, type Subscriber } from '../feed/subscriber.ts';
import type { StoredHistory } from '../streams/stored-history.ts';

/** What an operator's replay works with. */
export interface Replaying {
  /** Where the documents come from: as they lie in the store. What is parked must not say what is sealed there. */
  readonly history: Pick<StoredHistory, 'ofStream'>;
  readonly parkingLot: ParkingLot;
  readonly subscribers: readonly Subscriber[];
}

/** A stream that grows faster than it is delivered stays parked: the next replay finds it shorter, or the rush over. */
const maximumRounds = 10;

/**
 * Delivers a whole stream to one subscriber again: a lost view comes back, and what was parked gets its next chance.
 * Safe at any time, because a subscriber takes nothing twice. A parked stream is released only after all of it has been
 * delivered, also what the feed has held back meanwhile; what still cannot be taken stays parked, with the new reason.
 * Gives undefined when there is no such subscriber.
 */
export const replayStream =
  ({ history, parkingLot, subscribers }: Replaying) =>
  async (subscriberName: string, streamId: string): Promise<DeliveryReport | undefined> => {
    const subscriber = subscribers.find(({ name }) => name === subscriberName);
    if (subscriber === undefined) return undefined;
    for (let round = 0; round < maximumRounds; round += 1) {
      const mark = await parkingLot.find(subscriberName, streamId);
      const documents = await history.ofStream(streamId);
      if (isBehind(streamId, documents, mark?.heldBackTo)) continue;
      const report = await subscriber.deliver(documents, 'replay');
      if (mark === undefined || report.parked > 0) return report;
      if ((await parkingLot.release(subscriberName, streamId, mark.revision)) === 'released') return report;
    }
    return reportOf(['parked']);
  };

/** The feed may have delivered what a replica of the store does not show yet. */
const isBehind = (streamId: string, documents: readonly unknown[], delivered = 0): boolean =>
  (readFeedBatch(documents).streams.get(streamId)?.at(-1)?.commit.version ?? 0) < delivered;
