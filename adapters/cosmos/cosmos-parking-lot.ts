import type { NamedStream } from '../../domain/modelling/ids.ts';
import { PatchOperationType, type Container, type Database, type SqlQuerySpec } from '@azure/cosmos';
import { z } from 'zod';
import {
  notesWith,
  parkedAgain,
  parkedCommit,
  parkedNote,
  type ParkedCommit,
  type ParkedNote,
  type ParkingLot,
} from '../../application/feed/parking-lot.ts';
import { StoreUnavailable } from '../../application/streams/event-store.ts';
import { documentIdFor } from '../document-id.ts';
import { createItem, deleteItem, readItem } from './items.ts';
import { listPage } from './list-page.ts';
import { documentOf, waitingIn } from './parked-document.ts';
import { everywhere, queryAll } from './queries.ts';
import { reportDamage } from './report-damage.ts';
import { isMissingItem, statusOf } from './store-errors.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/** The parking lot in the container `parked`, partition key `/subscriber`: one document for each stream that waits. */
export const cosmosParkingLot = (database: Database, options: StoreOptions = {}): ParkingLot => {
  const container = database.container('parked');
  const retrying = retriesOf(options);
  const noteHeldBack = (subscriber: string, streamId: NamedStream, version?: number) =>
    retrying((abortSignal) => holdBackOnce(container, keyOf(subscriber, streamId), { version, abortSignal }));

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
      const key = keyOf(parked.subscriber, parked.streamId);
      const earlier = await retrying((abortSignal) => readItem(container, key, abortSignal));
      const document = documentOf(parkedAgain(parked, parkedCommit.safeParse(earlier).data));
      await retrying((abortSignal) => container.items.upsert(document, { abortSignal }));
    },

    holdBack: noteHeldBack,

    parkedAmong: async (subscriber, streamIds) => {
      if (streamIds.length === 0) return [];
      const scope = { partitionKey: subscriber };
      const parked = new Set(await queryAll(container, retrying, streamsAmong(streamIds.map(documentIdFor)), scope));
      return streamIds.filter((streamId) => parked.has(streamId));
    },

    parkedSince: async (subscriber, since) => {
      return (await queryAll(container, retrying, idsSince(since), { partitionKey: subscriber })).length;
    },

    triedByOthers: (build) => placesBy(placesOfOthers(build), parkedPlace),

    failingSince: (since) => placesBy(failingSince(since), failingPlace),

    // By id, which is indexed in every container, and stays while a stream is held back or parked again.
    list: async ({ subscriber, ...request }) => {
      const partition = subscriber === undefined ? {} : { partition: subscriber };
      const query = { query: 'SELECT * FROM c ORDER BY c.id' };
      const page = await listPage(container, retrying, { ...request, ...partition, query });
      return { ...page, items: page.items.flatMap(read) };
    },

    find: async (subscriber, streamId) => {
      const key = keyOf(subscriber, streamId);
      const found = await retrying((abortSignal) => readItem(container, key, abortSignal));
      if (found === undefined) return undefined;
      const { _etag: revision, heldBackTo, version } = parkedMark.parse(found);
      return { revision, heldBackTo, version };
    },

    note: async (subscriber, streamId, note) => {
      const key = keyOf(subscriber, streamId);
      for (let race = 0; race < maximumRaces; race += 1)
        if (await retrying((abortSignal) => noteOnce(container, key, { note, abortSignal }))) return;
      throw new StoreUnavailable(`${streamId} was changed ${maximumRaces} times while a note was made of it.`);
    },

    release: async (subscriber, streamId, revision) => {
      const key = keyOf(subscriber, streamId);
      return retrying((abortSignal) => releaseOnce(container, key, { revision, abortSignal }));
    },
  };
};

/** A conflict happens only when a replay ends in between. */
const maximumRaces = 5;

const keyOf = (subscriber: string, streamId: NamedStream) => ({ id: documentIdFor(streamId), partition: subscriber });

const streamsAmong = (ids: readonly string[]): SqlQuerySpec => ({
  query: `SELECT VALUE c.streamId FROM c WHERE c.id IN (${ids.map((_, index) => `@id${index}`).join(', ')})`,
  parameters: ids.map((value, index) => ({ name: `@id${index}`, value })),
});

const idsSince = (since: string): SqlQuerySpec => ({
  query: 'SELECT VALUE c.id FROM c WHERE c.parkedAt >= @since',
  parameters: [{ name: '@since', value: since }],
});

const placesOfOthers = (build: string): SqlQuerySpec => ({
  query: 'SELECT c.subscriber, c.streamId FROM c WHERE NOT IS_DEFINED(c.build) OR c.build != @build',
  parameters: [{ name: '@build', value: build }],
});

const failingSince = (since: string): SqlQuerySpec => ({
  query: `SELECT c.subscriber, c.streamId, c.firstAt, c.lastAt FROM c WHERE c.parkedAt >= @since AND c.kind IN ('code', 'world')`,
  parameters: [{ name: '@since', value: since }],
});

/** A patch, because the document may be large. It must change the etag. A count that is not a number starts again. */
const holdBackOnce = async (
  container: Container,
  { id, partition }: ReturnType<typeof keyOf>,
  { version, abortSignal }: { readonly version: number | undefined; readonly abortSignal: AbortSignal },
): Promise<'heldBack' | 'notParked'> => {
  const noted = version === undefined ? [] : [{ op: PatchOperationType.set, path: '/heldBackTo', value: version }];
  const patch = (op: 'incr' | 'set') =>
    container.item(id, partition).patch([{ op, path: '/heldBack', value: 1 }, ...noted], { abortSignal });
  try {
    await patch('incr').catch((error: unknown) => {
      if (statusOf(error) === 400) return patch('set');
      throw error;
    });
    return 'heldBack';
  } catch (error) {
    if (isMissingItem(error)) return 'notParked';
    throw error;
  }
};

/** False when the document was changed in between. A patch, because it may be large. */
const noteOnce = async (
  container: Container,
  key: ReturnType<typeof keyOf>,
  { note, abortSignal }: { readonly note: ParkedNote; readonly abortSignal: AbortSignal },
): Promise<boolean> => {
  const found = await readItem(container, key, abortSignal);
  if (found === undefined) return true;
  const { _etag: condition, notes } = notedMark.parse(found);
  const operations = [{ op: PatchOperationType.set, path: '/notes', value: notesWith(notes, note) }];
  try {
    const accessCondition = { type: 'IfMatch', condition };
    await container.item(key.id, key.partition).patch(operations, { abortSignal, accessCondition });
    return true;
  } catch (error) {
    if (isMissingItem(error)) return true;
    if (statusOf(error) === 412) return false;
    throw error;
  }
};

const releaseOnce = async (
  container: Container,
  key: ReturnType<typeof keyOf>,
  { revision, abortSignal }: { readonly revision: string; readonly abortSignal: AbortSignal },
): Promise<'released' | 'changed'> => {
  try {
    await deleteItem(container, key, abortSignal, revision);
    return 'released';
  } catch (error) {
    if (statusOf(error) === 412) return 'changed';
    throw error;
  }
};

const parkedMark = z.object({
  _etag: z.string(),
  heldBackTo: z.number().optional().catch(undefined),
  version: z.number().optional().catch(undefined),
});

const notedMark = z.object({ _etag: z.string(), notes: z.array(parkedNote).optional().catch(undefined) });

const parkedPlace = z.object({ subscriber: z.string(), streamId: z.string() });
const failingPlace = parkedPlace.extend({ firstAt: z.iso.datetime(), lastAt: z.iso.datetime() });
