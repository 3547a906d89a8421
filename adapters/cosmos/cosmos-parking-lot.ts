import { PatchOperationType, type Container, type Database } from '@azure/cosmos';
import { z } from 'zod';
import { parkedCommit, type ParkedCommit, type ParkingLot } from '../../application/feed/parking-lot.ts';
import { StoreUnavailable } from '../../application/streams/event-store.ts';
import { documentIdFor } from '../document-id.ts';
import { bytesOf, maximumDocumentBytes } from '../document-size.ts';
import { createItem, deleteItem, readItem } from './items.ts';
import { everywhere, queryAll } from './queries.ts';
import { reportDamage } from './report-damage.ts';
import { isMissingItem, statusOf } from './store-errors.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/** The parking lot in the container `parked`, partition key `/subscriber`: one document for each stream that waits. */
export const cosmosParkingLot = (database: Database, options: StoreOptions = {}): ParkingLot => {
  const container = database.container('parked');
  const retrying = retriesOf(options);
  const noteHeldBack = (subscriber: string, streamId: string, version?: number) =>
    retrying((abortSignal) => holdBackOnce(container, keyOf(subscriber, streamId), { version, abortSignal }));

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
      await retrying((abortSignal) => container.items.upsert(documentOf(parked), { abortSignal }));
    },

    holdBack: noteHeldBack,

    list: async (subscriber) => {
      const scope = subscriber === undefined ? everywhere : { partitionKey: subscriber };
      const documents = await queryAll(container, retrying, { query: 'SELECT * FROM c' }, scope);
      return documents.flatMap((document) => {
        const parsed = parkedCommit.safeParse(document);
        if (parsed.success) return [parsed.data];
        reportDamage(options, container, document, z.prettifyError(parsed.error));
        return waitingIn(document);
      });
    },

    find: async (subscriber, streamId) => {
      const key = keyOf(subscriber, streamId);
      const found = await retrying((abortSignal) => readItem(container, key, abortSignal));
      if (found === undefined) return undefined;
      const { _etag: revision, heldBackTo } = parkedMark.parse(found);
      return { revision, heldBackTo };
    },

    release: async (subscriber, streamId, revision) => {
      const key = keyOf(subscriber, streamId);
      return retrying((abortSignal) => releaseOnce(container, key, { revision, abortSignal }));
    },
  };
};

/** Each race needs a replay that ends in between. */
const maximumRaces = 5;

const keyOf = (subscriber: string, streamId: string) => ({ id: documentIdFor(streamId), partition: subscriber });

const documentOf = (parked: ParkedCommit) => ({ id: documentIdFor(parked.streamId), ...fitting(parked) });

/** A patch, because the document may be large; it changes the etag, which is what it is for. A count that is no number begins anew. */
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

const parkedMark = z.object({ _etag: z.string(), heldBackTo: z.number().optional().catch(undefined) });

const damagedDocument = z
  .object({ id: z.string(), subscriber: z.string(), streamId: z.string(), _ts: z.number() })
  .refine(({ id, streamId }) => id === documentIdFor(streamId));

/** A stream waits also behind a parked document that is damaged, as long as that document lies in the stream's place. */
const waitingIn = (document: unknown): readonly ParkedCommit[] => {
  const parsed = damagedDocument.safeParse(document);
  if (!parsed.success) return [];
  const { subscriber, streamId, _ts } = parsed.data;
  const parkedAt = new Date(_ts * 1_000).toISOString();
  return [{ subscriber, streamId, reason: 'The parked document itself is damaged.', parkedAt, document }];
};

/** As much of a reason as a person reads. */
const longestReason = 10_000;

/** A document of nearly full size leaves no room for what is said about it: then it stays in the feed's container alone. */
const fitting = (parked: ParkedCommit): ParkedCommit => {
  if (bytesOf(parked) < maximumDocumentBytes) return parked;
  const { id } = named.safeParse(parked.document).data ?? {};
  const document = {
    id,
    streamId: parked.streamId,
    note: 'The document is too large to be kept here. See its container.',
  };
  return { ...parked, reason: parked.reason.slice(0, longestReason), document };
};

const named = z.object({ id: z.string().optional() });
