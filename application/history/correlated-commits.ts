import { z } from 'zod';
import type { Page, PageRequest } from '../paging.ts';
import { commitSchema } from '../streams/commit.ts';

/** As much of a commit as says where it lies, what it is and what has caused it: none of its data. */
export const correlatedCommit = commitSchema
  .pick({
    ...{ streamId: true, category: true, version: true, recordedAt: true },
    ...{ actor: true, commandId: true, causationId: true },
  })
  .extend({
    /** The types of its events, in their order. */
    types: z.array(z.string()).min(1).readonly(),
  })
  .readonly();

/** See {@link correlatedCommit}. */
export type CorrelatedCommit = z.infer<typeof correlatedCommit>;

/** Finds commits by the request that they follow from. */
export interface CorrelatedCommits {
  /**
   * A page of the commits with this correlation id, of all streams: by the time of recording, then by stream and version. Documents
   * that are no commits are left out, so a page may be short. Throws UnknownContinuation and StoreUnavailable.
   */
  of(correlationId: string, request: PageRequest): Promise<Page<CorrelatedCommit>>;
}
