import type { Database } from '@azure/cosmos';
import { z } from 'zod';
import { subscriberLag, type LagReports } from '../../application/lag/subscriber-lag.ts';
import { everywhere, queryAll } from './queries.ts';
import { reportDamage } from './report-damage.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/** Measurements in the container `lag`, partition key `/subscriber`: one document for each, with this id. */
const id = 'lag';

/** The last measurement of each subscriber, in the container `lag`. */
export const cosmosLagReports = (database: Database, options: StoreOptions = {}): LagReports => {
  const container = database.container('lag');
  const retrying = retriesOf(options);

  return {
    save: async (lag) => {
      const document = { id, ...lag };
      await retrying((abortSignal) => container.items.upsert(document, { abortSignal }));
    },

    list: async () => {
      const documents = await queryAll(
        container,
        retrying,
        { query: `SELECT * FROM c WHERE c.id = '${id}'` },
        everywhere,
      );
      return documents.flatMap((document) => {
        const parsed = subscriberLag.safeParse(document);
        if (parsed.success) return [parsed.data];
        reportDamage(options, container, document, z.prettifyError(parsed.error));
        return [];
      });
    },
  };
};
