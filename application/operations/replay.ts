import type { ParkingLot } from '../feed/parking-lot.ts';
import type { StoredHistory } from '../streams/stored-history.ts';
import type { DeliveryReport, Subscriber } from '../feed/subscriber.ts';

/** What an operator's replay works with. */
export interface Replaying {
  /** Where the documents come from: as they lie in the store. What is parked must not say what is sealed there. */
  readonly history: Pick<StoredHistory, 'ofStream'>;
  readonly parkingLot: ParkingLot;
  readonly subscribers: readonly Subscriber[];
}

/**
 * Delivers a whole stream to one subscriber again: a lost view comes back, and what was parked gets its next chance.
 * Safe at any time, because a subscriber takes nothing twice. What still cannot be taken is parked anew.
 * Gives undefined when there is no such subscriber.
 */
export const replayStream =
  ({ history, parkingLot, subscribers }: Replaying) =>
  async (subscriberName: string, streamId: string): Promise<DeliveryReport | undefined> => {
    const subscriber = subscribers.find(({ name }) => name === subscriberName);
    if (subscriber === undefined) return undefined;
    const documents = await history.ofStream(streamId);
    await parkingLot.release(subscriberName, streamId);
    return subscriber.deliver(documents);
  };
