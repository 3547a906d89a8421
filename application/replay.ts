import type { EventStore } from './event-store.ts';
import type { ParkingLot } from './parking-lot.ts';
import type { DeliveryReport, Subscriber } from './subscriber.ts';

/** What an operator's replay works with. */
export interface Replaying {
  /** Gives commits as they lie in the store: what is parked must not say what is sealed there. */
  readonly eventStore: EventStore;
  readonly parkingLot: ParkingLot;
  readonly subscribers: readonly Subscriber[];
}

/**
 * Delivers a whole stream to one subscriber again: a lost view comes back, and what was parked gets its next chance.
 * Safe at any time, because a subscriber takes nothing twice. What still cannot be taken is parked anew.
 * Gives undefined when there is no such subscriber.
 */
export const replayStream =
  ({ eventStore, parkingLot, subscribers }: Replaying) =>
  async (subscriberName: string, streamId: string): Promise<DeliveryReport | undefined> => {
    const subscriber = subscribers.find(({ name }) => name === subscriberName);
    if (subscriber === undefined) return undefined;
    const commits = await eventStore.read(streamId);
    await parkingLot.release(subscriberName, streamId);
    return subscriber.deliver(commits);
  };
