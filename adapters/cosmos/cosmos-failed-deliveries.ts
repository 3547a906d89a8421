import type { Database } from '@azure/cosmos';
import { z } from 'zod';
import { failedDelivery, type FailedDeliveries } from '../../application/feed/failed-delivery.ts';
import { everywhere, queryAll } from './queries.ts';
import { reportDamage } from './report-damage.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/** Failed deliveries in the container `failures`, partition key `/subscriber`: one document for each, which expires after a week. */
export const cosmosFailedDeliveries = (database: Database, options: StoreOptions = {}): FailedDeliveries => {
  const container = database.container('failures');
  const retrying = retriesOf(options);

  return {
    record: async (failed) => {
      const document = { id: failed.subscriber, ...failed };
      await retrying((abortSignal) => container.items.upsert(document, { abortSignal }));
    },

    list: async () => {
      const documents = await queryAll(container, retrying, { query: 'SELECT * FROM c' }, everywhere);
      return documents.flatMap((document) => {
        const parsed = failedDelivery.safeParse(document);
        if (parsed.success) return [parsed.data];
        reportDamage(options, container, document, z.prettifyError(parsed.error));
        return [];
      });
    },
  };
};
