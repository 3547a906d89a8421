import type { Container } from '@azure/cosmos';
import { z } from 'zod';
import {
  sumOf,
  type Contributions,
  type FoundContribution,
} from '../../application/views/contributions/contributions.ts';
import type { BoundedRetries } from './bounded-retries.ts';
import { readTotal, totalDocument, totalId } from './contribution-documents.ts';
import { createItem, readItem } from './items.ts';
import { everywhere, queryAll } from './queries.ts';
import { isMissingItem, statusOf } from './store-errors.ts';

const stamped = z.object({ _etag: z.string() });

/** What an audit needs of the store of totals. */
export const totalAudit = (
  container: Container,
  retrying: BoundedRetries,
  contributionsTo: (partition: string) => Promise<readonly FoundContribution[]>,
): Pick<Contributions<unknown>, 'partitions' | 'check' | 'repair'> => {
  const totalIn = async (partition: string) => {
    const document = await retrying((abortSignal) => readItem(container, { id: totalId, partition }, abortSignal));
    return { found: readTotal(document), etag: stamped.safeParse(document).data?._etag };
  };

  const check: Contributions<unknown>['check'] = async (partition) => {
    // Each change of the sum changes the etag of the total: the same before and after is one moment.
    for (let before = await totalIn(partition); ;) {
      const contributions = await contributionsTo(partition);
      const after = await totalIn(partition);
      const stored = after.found.data;
      if (before.etag === after.etag) return { stored, counted: sumOf(contributions), contributions, etag: after.etag };
      before = after;
    }
  };

  return {
    partitions: async () => {
      const query = 'SELECT VALUE c.partition FROM c';
      const found = await queryAll(container, retrying, { query }, { ...everywhere, maxItemCount: 1_000 });
      return [...new Set(z.array(z.string()).parse(found))].toSorted();
    },

    check,

    repair: async (place, counted, etag) => {
      const document = totalDocument(place, counted);
      const item = container.item(totalId, place.partition);
      return retrying(async (abortSignal) => {
        if (etag === undefined)
          return (await createItem(container, { ...document, id: totalId }, abortSignal)) === 'created'
            ? 'saved'
            : 'conflict';
        try {
          const accessCondition = { type: 'IfMatch', condition: etag };
          await item.replace({ ...document, id: totalId }, { abortSignal, accessCondition });
          return 'saved';
        } catch (error) {
          if (statusOf(error) === 412 || isMissingItem(error)) return 'conflict';
          throw error;
        }
      });
    },
  };
};
