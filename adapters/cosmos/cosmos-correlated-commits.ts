import type { Database, SqlQuerySpec } from '@azure/cosmos';
import { z } from 'zod';
import { correlatedCommit, type CorrelatedCommits } from '../../application/history/correlated-commits.ts';
import { packContinuation, unpackContinuation } from '../continuation.ts';
import { correlationPlace, type CorrelationPlace } from '../correlation-place.ts';
import { firstDocuments } from './queries.ts';
import { reportDamage } from './report-damage.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/**
 * The commits of the container `events` by their correlation id: one query of each physical range a page. A page begins behind a
 * place, and not at a token of the store, so that it holds the same whatever ranges were split in between.
 */
export const cosmosCorrelatedCommits = (database: Database, options: StoreOptions = {}): CorrelatedCommits => {
  const container = database.container('events');
  const retrying = retriesOf(options);

  return {
    of: async (correlationId, { limit, continuation }) => {
      const behind =
        continuation === undefined ? undefined : unpackContinuation(correlationPlace, correlationId, continuation);
      const query = pageQuery(correlationId, behind);
      const found = await retrying((abortSignal) =>
        firstDocuments(container, query, { maxItemCount: limit + 1, abortSignal }),
      );
      const items = found.slice(0, limit).flatMap((document) => {
        const { data, error } = correlatedCommit.safeParse(document);
        if (error !== undefined) reportDamage(options, container, document, z.prettifyError(error));
        return data ?? [];
      });
      if (found.length <= limit) return { items };
      return { items, continuation: packContinuation(correlationId, placeOf(found[limit - 1])) };
    },
  };
};

/** Its order is that of a composite index. The events stay where they are: a commit may hold 2 MB of them. */
const pageQuery = (correlationId: string, behind: CorrelationPlace | undefined): SqlQuerySpec => ({
  query:
    `SELECT c.id, c.streamId, c.category, c.version, c.recordedAt, c.actor, c.commandId, c.causationId, ` +
    `ARRAY(SELECT VALUE e.type FROM e IN c.events) AS types FROM c WHERE c.correlationId = @correlation ` +
    // What was damaged so that it has no place in the order can lead to no next page.
    `AND IS_STRING(c.recordedAt) AND IS_STRING(c.streamId) AND IS_NUMBER(c.version)${behind === undefined ? '' : behindPlace} ` +
    `ORDER BY c.correlationId ASC, c.recordedAt ASC, c.streamId ASC, c.version ASC`,
  parameters: [{ name: '@correlation', value: correlationId }, ...(behind === undefined ? [] : valuesOf(behind))],
});

const behindPlace =
  ' AND c.recordedAt >= @at AND (c.recordedAt > @at OR c.streamId > @stream OR (c.streamId = @stream AND c.version > @version))';

const valuesOf = ([at, stream, version]: CorrelationPlace) => [
  { name: '@at', value: at },
  { name: '@stream', value: stream },
  { name: '@version', value: version },
];

const placed = z.object({ recordedAt: z.string(), streamId: z.string(), version: z.number() });

const placeOf = (document: unknown): CorrelationPlace => {
  const { recordedAt, streamId, version } = placed.parse(document);
  return [recordedAt, streamId, version];
};
