import type { Database } from '@azure/cosmos';
import { z } from 'zod';
import type { ParkedCommit, ParkingLot } from '../../application/feed/parking-lot.ts';
import { documentIdFor } from '../document-id.ts';
import { bytesOf, maximumDocumentBytes } from '../document-size.ts';
import { createItem, deleteItem } from './items.ts';
import { everywhere, queryAll } from './queries.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/** The parking lot in the container `parked`, partition key `/subscriber`: one document for each stream that waits. */
export const cosmosParkingLot = (database: Database, options: StoreOptions = {}): ParkingLot => {
  const container = database.container('parked');
  const retrying = retriesOf(options);

  return {
    park: async (parked) => {
      const document = { id: documentIdFor(parked.streamId), ...fitting(parked) };
      await retrying((abortSignal) => createItem(container, document, abortSignal));
    },

    list: async (subscriber) => {
      const scope = subscriber === undefined ? everywhere : { partitionKey: subscriber };
      const documents = await queryAll(container, retrying, { query: 'SELECT * FROM c' }, scope);
      return documents.map((document) => parkedCommit.parse(document));
    },

    release: async (subscriber, streamId) => {
      const key = { id: documentIdFor(streamId), partition: subscriber };
      await retrying((abortSignal) => deleteItem(container, key, abortSignal));
    },
  };
};

const parkedCommit = z.object({
  subscriber: z.string(),
  streamId: z.string(),
  reason: z.string(),
  parkedAt: z.string(),
  document: z.unknown(),
});

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
