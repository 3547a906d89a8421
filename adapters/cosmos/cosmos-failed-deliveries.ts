import type { NamedStream } from '../../domain/modelling/ids.ts';
import type { Database } from '@azure/cosmos';
import { z } from 'zod';
import { failingStream } from '../../application/feed/failing-stream.ts';
import { documentIdFor } from '../document-id.ts';
import { failedDelivery, type FailedDeliveries } from '../../application/feed/failed-delivery.ts';
import { deleteItem, readItem } from './items.ts';
import { everywhere, queryAll } from './queries.ts';
import { reportDamage } from './report-damage.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/**
 * Failed deliveries in the container `failures`, partition key `/subscriber`: one document for each, and one for
 * each stream that keeps failing. They expire after a week.
 */
export const cosmosFailedDeliveries = (database: Database, options: StoreOptions = {}): FailedDeliveries => {
  const container = database.container('failures');
  const retrying = retriesOf(options);

  return {
    record: async (failed) => {
      const document = { id: failed.subscriber, ...failed };
      await retrying((abortSignal) => container.items.upsert(document, { abortSignal }));
    },

    list: async () => {
      const documents = await queryAll(
        container,
        retrying,
        { query: 'SELECT * FROM c WHERE c.id = c.subscriber' },
        everywhere,
      );
      return documents.flatMap((document) => {
        const parsed = failedDelivery.safeParse(document);
        if (parsed.success) return [parsed.data];
        reportDamage(options, container, document, z.prettifyError(parsed.error));
        return [];
      });
    },

    findStream: async (subscriber, streamId) => {
      const key = keyOf(subscriber, streamId);
      const found = await retrying((abortSignal) => readItem(container, key, abortSignal));
      return failingStream.safeParse(found).data;
    },

    recordStream: async (failing) => {
      const document = { id: keyOf(failing.subscriber, failing.streamId).id, ...failing };
      await retrying((abortSignal) => container.items.upsert(document, { abortSignal }));
    },

    forgetStream: async (subscriber, streamId) =>
      retrying((abortSignal) => deleteItem(container, keyOf(subscriber, streamId), abortSignal)),
  };
};

/** No subscriber has a name that begins so. */
const keyOf = (subscriber: string, streamId: NamedStream) => ({
  id: documentIdFor(`stream:${streamId}`),
  partition: subscriber,
});
