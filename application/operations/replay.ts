import type { NamedStream } from '../../domain/modelling/ids.ts';
import { reportOf } from '../feed/deliver-by-stream.ts';
import { commitsOf, readFeedBatch } from '../feed/feed-batch.ts';
import type { ParkingLot } from '../feed/parking-lot.ts';
import type { DeliveryReport, Subscriber } from '../feed/subscriber.ts';
import type { StoredHistory } from '../streams/stored-history.ts';

/** The ports of a replay. */
export interface Replaying {
  /** The documents as they are stored, so that parked commits stay sealed. */
  readonly history: Pick<StoredHistory, 'ofStream'>;
  readonly parkingLot: ParkingLot;
  readonly subscribers: readonly Subscriber[];
}

/** A stream that grows faster than it is delivered stays parked, until a later replay reaches its end. */
export const maximumRounds = 10;

/**
 * Delivers a whole stream to one subscriber again: it rebuilds a lost view, and retries parked commits. Safe at any time,
 * because a subscriber applies no commit twice. A parked stream is released only after all of it has been delivered,
 * commits that waited behind it included. If one still fails, the stream stays parked with the new reason.
 * Undefined when there is no such subscriber.
 */
export const replayStream =
  ({ history, parkingLot, subscribers }: Replaying) =>
  async (subscriberName: string, streamId: NamedStream): Promise<DeliveryReport | undefined> => {
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

/** The feed may have delivered a commit that a replica of the store does not have yet. */
export const isBehind = (streamId: NamedStream, documents: readonly unknown[], delivered = 0): boolean =>
  (commitsOf(streamId, readFeedBatch(documents)).at(-1)?.commit.version ?? 0) < delivered;
