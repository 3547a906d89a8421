import { z } from 'zod';
import type { Page, PageRequest } from '../paging.ts';
import { entityIdOf, placeOf } from '../streams/commit.ts';
import type { CorrelatedCommit, CorrelatedCommits } from './correlated-commits.ts';

/** One commit that followed from a request, with the places of its events. */
export const correlatedEvents = z
  .object({
    streamId: z.string(),
    category: z.string(),
    entityId: z.string(),
    /** The version of its last event. */
    version: z.int().min(1),
    at: z.iso.datetime(),
    actor: z.string(),
    commandId: z.string(),
    /** The place of the event or the ask that has caused it: `order-1:4`. Null for what somebody has asked for. */
    because: z.string().nullable(),
    /** Each under its place, which is also the id of the message about it, if there is one. */
    events: z.array(z.object({ place: z.string(), version: z.int().min(1), type: z.string() }).readonly()).readonly(),
  })
  .readonly();

/** See {@link correlatedEvents}. */
export type CorrelatedEvents = z.infer<typeof correlatedEvents>;

/**
 * Tells what followed from a request, whatever streams it lies in: a page, straight from the events. Undefined where nothing did.
 * Throws UnknownContinuation.
 */
export const followedFrom =
  (commits: CorrelatedCommits) =>
  async (correlationId: string, request: PageRequest): Promise<Page<CorrelatedEvents> | undefined> => {
    const { items, ...next } = await commits.of(correlationId, request);
    const isNothing = items.length === 0 && request.continuation === undefined && next.continuation === undefined;
    return isNothing ? undefined : { ...next, items: items.map(told) };
  };

const told = (commit: CorrelatedCommit): CorrelatedEvents => {
  const { types, causationId: because, recordedAt: at, ...rest } = commit;
  const first = commit.version - types.length + 1;
  const events = types.map((type, index) => {
    const version = first + index;
    return { place: placeOf(commit.streamId, version), version, type };
  });
  return { ...rest, entityId: entityIdOf(commit), at, because, events };
};
