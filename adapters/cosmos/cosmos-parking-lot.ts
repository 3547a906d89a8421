import type { NamedStream } from '../../domain/modelling/ids.ts';
import type { Database, SqlQuerySpec } from '@azure/cosmos';
import { z } from 'zod';
import {
  parkedAgain,
  parkedCommit,
  type ParkedCommit,
  type ParkedMark,
  type ParkingLot,
} from '../../application/feed/parking-lot.ts';
import { StoreUnavailable } from '../../application/streams/event-store.ts';
import { documentIdFor } from '../document-id.ts';
import { createItem, readItem } from './items.ts';
import { listPage } from './list-page.ts';
import { holdBackOnce, noteOnce, releaseOnce } from './parked-changes.ts';
import { documentOf, waitingIn } from './parked-document.ts';
import { failingPlace, failingSince, idsSince, parkedPlace, placesOfOthers, streamsAmong } from './parked-queries.ts';
import { everywhere, queryAll } from './queries.ts';
import { reportDamage } from './report-damage.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/** The parking lot in the container `parked`, partition key `/subscriber`: one document for each stream that waits. */
export const cosmosParkingLot = (database: Database, options: StoreOptions = {}): ParkingLot => {
  const container = database.container('parked');
  const retrying = retriesOf(options);
  const noteHeldBack = (subscriber: string, streamId: NamedStream, version?: number) =>
    retrying((abortSignal) => holdBackOnce(container, keyOf(subscriber, streamId), { version, abortSignal }));

  const readAt = (subscriber: string, streamId: NamedStream) =>
    retrying((abortSignal) => readItem(container, keyOf(subscriber, streamId), abortSignal));

  const read = (document: unknown): readonly ParkedCommit[] => {
    const parsed = parkedCommit.safeParse(document);
    if (parsed.success) return [parsed.data];
    reportDamage(options, container, document, z.prettifyError(parsed.error));
    return waitingIn(document);
  };

  const placesBy = async <Place>(query: SqlQuerySpec, place: z.ZodType<Place>): Promise<readonly Place[]> =>
    (await queryAll(container, retrying, query, everywhere)).flatMap((each) => place.safeParse(each).data ?? []);

  return {
    // A replay may release the stream between the two requests: then this commit is the first that waits.
    park: async (parked) => {
      for (let race = 0; race < maximumRaces; race += 1) {
        const outcome = await retrying((abortSignal) => createItem(container, documentOf(parked), abortSignal));
        if (outcome === 'created') return;
        if ((await noteHeldBack(parked.subscriber, parked.streamId)) === 'heldBack') return;
      }
      throw new StoreUnavailable(`${parked.streamId} was released ${maximumRaces} times while it was parked.`);
    },

    parkAgain: async (parked) => {
      const earlier = await readAt(parked.subscriber, parked.streamId);
      const again = documentOf(parkedAgain(parked, parkedCommit.safeParse(earlier).data));
      await retrying((abortSignal) => container.items.upsert(again, { abortSignal }));
    },

    holdBack: noteHeldBack,

    parkedAmong: async (subscriber, streamIds) => {
      if (streamIds.length === 0) return [];
      const among = streamsAmong(streamIds.map(documentIdFor));
      const parked = new Set(await queryAll(container, retrying, among, { partitionKey: subscriber }));
      return streamIds.filter((streamId) => parked.has(streamId));
    },

    parkedSince: async (subscriber, since) =>
      (await queryAll(container, retrying, idsSince(since), { partitionKey: subscriber })).length,

    triedByOthers: (build) => placesBy(placesOfOthers(build), parkedPlace),

    failingSince: (since) => placesBy(failingSince(since), failingPlace),

    list: async ({ subscriber, ...request }) => {
      const partition = subscriber === undefined ? {} : { partition: subscriber };
      const page = await listPage(container, retrying, { ...request, ...partition, query: allById });
      return { ...page, items: page.items.flatMap(read) };
    },

    find: async (subscriber, streamId) => {
      const found = await readAt(subscriber, streamId);
      return found === undefined ? undefined : markOf(found);
    },

    note: async (subscriber, streamId, note) => {
      const noting = (abortSignal: AbortSignal) =>
        noteOnce(container, keyOf(subscriber, streamId), { note, abortSignal });
      for (let race = 0; race < maximumRaces; race += 1) if (await retrying(noting)) return;
      throw new StoreUnavailable(`${streamId} was changed ${maximumRaces} times while a note was made of it.`);
    },

    release: (subscriber, streamId, revision) =>
      retrying((abortSignal) => releaseOnce(container, keyOf(subscriber, streamId), { revision, abortSignal })),
  };
};

const markOf = (document: unknown): ParkedMark => {
  const { _etag: revision, heldBackTo, version } = parkedMark.parse(document);
  return { revision, heldBackTo, version };
};

/** By id, which is indexed in every container, and stays while a stream is held back or parked again. */
const allById = { query: 'SELECT * FROM c ORDER BY c.id' };

/** A conflict happens only when a replay ends in between. */
const maximumRaces = 5;

const keyOf = (subscriber: string, streamId: NamedStream) => ({ id: documentIdFor(streamId), partition: subscriber });

const parkedMark = z.object({
  _etag: z.string(),
  heldBackTo: z.number().optional().catch(undefined),
  version: z.number().optional().catch(undefined),
});
