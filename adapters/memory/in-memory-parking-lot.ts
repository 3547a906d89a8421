import type { ParkedCommit, ParkingLot } from '../../application/feed/parking-lot.ts';
import { jsonCopy } from './json-copy.ts';

/** A parking lot that forgets on restart. */
export const inMemoryParkingLot = (): ParkingLot => {
  const parked = new Map<string, ParkedCommit>();
  const place = (subscriber: string, streamId: string): string => JSON.stringify([subscriber, streamId]);

  return {
    park: async (commit) => {
      const key = place(commit.subscriber, commit.streamId);
      if (!parked.has(key)) parked.set(key, jsonCopy(commit));
    },

    list: async (subscriber) =>
      [...parked.values()]
        .filter((commit) => subscriber === undefined || commit.subscriber === subscriber)
        .map((commit) => jsonCopy(commit)),

    release: async (subscriber, streamId) => {
      parked.delete(place(subscriber, streamId));
    },
  };
};
