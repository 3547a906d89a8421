import type { Database } from '@azure/cosmos';
import { z } from 'zod';
import { deadlineSweep, type DeadlineSweeps } from '../../application/processes/deadlines/deadline-sweeps.ts';
import { readItem } from './items.ts';
import { reportDamage } from './report-damage.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/** Its place in the container `lag`, partition key `/subscriber`. */
const key = { id: 'sweeps', partition: 'deadlines' };

/** A day: a sweep that nobody went on with for so long begins anew. */
const secondsToKeep = 86_400;

const stored = z.object({ sweeps: z.record(z.string(), deadlineSweep) });

/** Unfinished sweeps over due processes, in one document of the container `lag`. */
export const cosmosDeadlineSweeps = (database: Database, options: StoreOptions = {}): DeadlineSweeps => {
  const container = database.container('lag');
  const retrying = retriesOf(options);

  return {
    read: async () => {
      const document = await retrying((abortSignal) => readItem(container, key, abortSignal));
      if (document === undefined) return {};
      const parsed = stored.safeParse(document);
      if (parsed.success) return parsed.data.sweeps;
      reportDamage(options, container, document, z.prettifyError(parsed.error));
      return {};
    },

    save: async (sweeps) => {
      const document = { id: key.id, subscriber: key.partition, sweeps, ttl: secondsToKeep };
      await retrying((abortSignal) => container.items.upsert(document, { abortSignal }));
    },
  };
};
