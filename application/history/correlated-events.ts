import { z } from 'zod';
import { inParallel } from '../in-parallel.ts';
import type { Page, PageRequest } from '../paging.ts';
import { entityIdOf, placeOf } from '../streams/commit.ts';
import type { CorrelatedCommit, CorrelatedCommits } from './correlated-commits.ts';

/** What a consumer has done with a message: nulls where it has not taken it, which may still come. */
const takenByConsumer = z
  .object({ consumer: z.string(), outcome: z.string().nullable(), takenAt: z.iso.datetime().nullable() })
  .readonly();

const toldMessage = z
  .object({
    id: z.string(),
    contract: z.string(),
    /** What consumers have done with it, of those that hear it and keep account of what they have taken. */
    consumers: z.array(takenByConsumer).readonly(),
  })
  .readonly();

const correlatedEvent = z
  .object({
    /** `order-1:4`. */
    place: z.string(),
    version: z.int().min(1),
    type: z.string(),
    /** The messages about it, one for each version of its contract; none where it is not published, null where its commit cannot be read. */
    messages: z.array(toldMessage).readonly().nullable(),
  })
  .readonly();

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
    events: z.array(correlatedEvent).readonly(),
  })
  .readonly();

/** See {@link correlatedEvents}. */
export type CorrelatedEvents = z.infer<typeof correlatedEvents>;

/** A message about the event of this version. */
export interface MessageAbout extends z.infer<typeof toldMessage> {
  readonly version: number;
}

/** Derives the messages that a commit becomes; undefined where it cannot be read. Throws StoreUnavailable. */
export type MessagesAbout = (commit: CorrelatedCommit) => Promise<readonly MessageAbout[] | undefined>;

/** So many commits of a page are read at the same time. */
const readAtOnce = 8;

/**
 * Tells what followed from a request, whatever streams it lies in, what messages that became, and what consumers
 * have done with them: a page, straight from the events.
 * Undefined where nothing did. Throws UnknownContinuation and StoreUnavailable.
 */
export const followedFrom =
  (commits: CorrelatedCommits, messagesAbout: MessagesAbout) =>
  async (correlationId: string, request: PageRequest): Promise<Page<CorrelatedEvents> | undefined> => {
    const { items, ...next } = await commits.of(correlationId, request);
    const isNothing = items.length === 0 && request.continuation === undefined && next.continuation === undefined;
    if (isNothing) return undefined;
    return {
      ...next,
      items: await inParallel(readAtOnce, items, async (each) => told(each, await messagesAbout(each))),
    };
  };

const told = (commit: CorrelatedCommit, messages: readonly MessageAbout[] | undefined): CorrelatedEvents => {
  const { types, causationId: because, recordedAt: at, ...rest } = commit;
  const first = commit.version - types.length + 1;
  const events = types.map((type, index) => {
    const version = first + index;
    const own = messages
      ?.filter((each) => each.version === version)
      .map(({ id, contract, consumers }) => ({ id, contract, consumers }));
    return { place: placeOf(commit.streamId, version), version, type, messages: own ?? null };
  });
  return { ...rest, entityId: entityIdOf(commit), at, because, events };
};
