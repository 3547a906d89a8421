import type { NamedStream } from '../../domain/modelling/ids.ts';
import { z } from 'zod';
import {
  notesWith,
  parkedAgain,
  type FailingParked,
  type ParkedCommit,
  type ParkedMark,
  type ParkingLot,
} from '../../application/feed/parking-lot.ts';
import { documentIdFor } from '../document-id.ts';
import { jsonCopy } from '../stored-json.ts';
import { ordered, sortedPage, type Sorting } from './sorted-page.ts';

interface Stored {
  readonly parked: ParkedCommit;
  readonly revision: string;
}

const markOf = ({ revision, parked: { heldBackTo, version } }: Stored): ParkedMark => ({
  revision,
  heldBackTo,
  version,
});

/** A parking lot that forgets on restart. */
export const inMemoryParkingLot = (): ParkingLot => {
  const marks = new Map<string, Stored>();
  let revisions = 0;
  const keyOf = (subscriber: string, streamId: NamedStream): string => JSON.stringify([subscriber, streamId]);
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
      const key = keyOf(commit.subscriber, commit.streamId);
      const earlier = parkedAt(key);
      keep(key, earlier === undefined ? commit : heldBack(earlier));
    },

    parkAgain: async (commit) => {
      const key = keyOf(commit.subscriber, commit.streamId);
      keep(key, parkedAgain(commit, parkedAt(key)));
    },

    holdBack: async (subscriber, streamId, version) => {
      const key = keyOf(subscriber, streamId);
      const earlier = parkedAt(key);
      if (earlier === undefined) return 'notParked';
      keep(key, { ...heldBack(earlier), heldBackTo: version });
      return 'heldBack';
    },

    parkedAmong: async (subscriber, streamIds) =>
      streamIds.filter((streamId) => marks.has(keyOf(subscriber, streamId))),

    parkedSince: async (subscriber, since) =>
      [...marks.values()].filter(({ parked }) => parked.subscriber === subscriber && parked.parkedAt >= since).length,

    triedByOthers: async (build) =>
      [...marks.values()]
        .filter(({ parked }) => parked.build !== build)
        .map(({ parked: { subscriber, streamId } }) => ({ subscriber, streamId })),

    failingSince: async (since) => [...marks.values()].flatMap(({ parked }) => failingAt(since, parked)),

    list: async ({ subscriber, ...page }) => {
      const all = [...marks.values()].map(({ parked }) => jsonCopy(parked));
      const asked = all.filter((parked) => subscriber === undefined || parked.subscriber === subscriber);
      return sortedPage(asked, byStream, { ...page, partition: subscriber });
    },

    find: async (subscriber, streamId) => {
      const found = marks.get(keyOf(subscriber, streamId));
      return found && markOf(found);
    },

    note: async (subscriber, streamId, note) => {
      const key = keyOf(subscriber, streamId);
      const earlier = parkedAt(key);
      if (earlier !== undefined) keep(key, { ...earlier, notes: notesWith(earlier.notes, note) });
    },

    release: async (subscriber, streamId, revision) => {
      const key = keyOf(subscriber, streamId);
      if (marks.has(key) && marks.get(key)?.revision !== revision) return 'changed';
      marks.delete(key);
      return 'released';
    },
  };
};

const place = z.tuple([z.string(), z.string()]).readonly();

/** By the ids that the streams have as documents, as in the store; what several subscribers parked of one stream stands together. */
const byStream: Sorting<ParkedCommit, z.infer<typeof place>> = {
  schema: place,
  placeOf: ({ streamId, subscriber }) => [documentIdFor(streamId), subscriber],
  compare: (one, other) => ordered(one[0], other[0]) || ordered(one[1], other[1]),
};

const failingAt = (since: string, parked: ParkedCommit): readonly FailingParked[] => {
  const { subscriber, streamId, kind, parkedAt, firstAt, lastAt } = parked;
  const isMeant = (kind === 'code' || kind === 'world') && parkedAt >= since;
  return isMeant && firstAt !== undefined && lastAt !== undefined ? [{ subscriber, streamId, firstAt, lastAt }] : [];
};
