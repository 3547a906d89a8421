import type { ParkedCommit, ParkingLot } from '../../application/feed/parking-lot.ts';
import { jsonCopy } from './json-copy.ts';

/** A parking lot that forgets on restart. */
export const inMemoryParkingLot = (): ParkingLot => {
  const marks = new Map<string, { readonly parked: ParkedCommit; readonly revision: string }>();
  let revisions = 0;
  const place = (subscriber: string, streamId: string): string => JSON.stringify([subscriber, streamId]);
  const parkedAt = (key: string): ParkedCommit | undefined => marks.get(key)?.parked;
  const keep = (key: string, parked: ParkedCommit): void => {
    marks.set(key, { parked: jsonCopy(parked), revision: String((revisions += 1)) });
  };
  const heldBack = ({ heldBack: times = 0, ...parked }: ParkedCommit): ParkedCommit => ({
    ...parked,
    heldBack: times + 1,
  });

  return {
    park: async (commit) => {
      const key = place(commit.subscriber, commit.streamId);
      const earlier = parkedAt(key);
      keep(key, earlier === undefined ? commit : heldBack(earlier));
    },

    parkAgain: async (commit) => keep(place(commit.subscriber, commit.streamId), commit),

    holdBack: async (subscriber, streamId, version) => {
      const key = place(subscriber, streamId);
      const earlier = parkedAt(key);
      if (earlier === undefined) return 'notParked';
      keep(key, { ...heldBack(earlier), heldBackTo: version });
      return 'heldBack';
    },

    list: async (subscriber) =>
      [...marks.values()]
        .map(({ parked }) => jsonCopy(parked))
        .filter((parked) => subscriber === undefined || parked.subscriber === subscriber),

    find: async (subscriber, streamId) => {
      const found = marks.get(place(subscriber, streamId));
      return found === undefined ? undefined : { revision: found.revision, heldBackTo: found.parked.heldBackTo };
    },

    release: async (subscriber, streamId, revision) => {
      const key = place(subscriber, streamId);
      if (marks.has(key) && marks.get(key)?.revision !== revision) return 'changed';
      marks.delete(key);
      return 'released';
    },
  };
};
