import type { Container, Database } from '@azure/cosmos';
import { z } from 'zod';
import { inParallel } from '../../application/in-parallel.ts';
import type { StoredCommit } from '../../application/feed/measured-subscriber.ts';
import type { NewestCommits } from '../../application/lag/newest-commits.ts';
import type { StreamId } from '../../domain/modelling/ids.ts';
import { streamIdSchema } from '../../application/streams/commit.ts';
import { effectiveKeyOf, isWithin } from './effective-key.ts';
import { nextPage } from './queries.ts';
import { retriesOf, type StoreOptions } from './store-options.ts';

/** As much of a commit as is read. */
const found = z
  .object({
    streamId: streamIdSchema,
    category: z.string(),
    version: z.int(),
    recordedAt: z.string(),
    writtenAt: z.number(),
  })
  .readonly();

/** `_ts` is indexed in every container (Azure Cosmos DB documentation, "Indexing policies", system properties). */
const query = (atMost: number) => ({
  query: `SELECT TOP ${atMost} c.streamId, c.category, c.version, c.recordedAt, c._ts AS writtenAt FROM c ORDER BY c._ts DESC`,
});

/** Ranges that are asked at the same time. */
const rangesAtOnce = 4;

/** The newest commits of each physical range of the container `events`: one request for the ranges, and one query for each. */
export const cosmosNewestCommits = (database: Database, options: StoreOptions = {}): NewestCommits => {
  const container = database.container('events');
  const retrying = retriesOf(options);

  return {
    newest: async (atMost) => {
      const { resources } = await retrying((abortSignal) =>
        container.readPartitionKeyRanges({ abortSignal }).fetchAll(),
      );
      return inParallel(rangesAtOnce, resources, async ({ id, minInclusive, maxExclusive }) => {
        const range = { from: minInclusive, to: maxExclusive };
        const holds = (streamId: StreamId): boolean => isWithin(range, effectiveKeyOf(streamId));
        const commits = await retrying((abortSignal) => newestOf(container, { id, atMost, abortSignal }));
        // What is not of this range would be taken for delivered where it is not.
        return { range, holds, commits: commits.filter(({ streamId }) => holds(streamId)) };
      });
    },
  };
};

/** Asked of one range by its id: over all of them, the busiest would hide the others. */
const newestOf = async (
  container: Container,
  { id, atMost, abortSignal }: { readonly id: string; readonly atMost: number; readonly abortSignal: AbortSignal },
): Promise<readonly StoredCommit[]> => {
  const initialHeaders = { 'x-ms-documentdb-partitionkeyrangeid': id };
  const { documents } = await nextPage(container, query(atMost), { initialHeaders, maxItemCount: atMost, abortSignal });
  return documents.flatMap((document) => found.safeParse(document).data ?? []);
};
