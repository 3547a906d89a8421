import { z } from 'zod';
import { decodeCommits } from '../streams/event-codec.ts';
import type { Commit } from '../streams/commit.ts';
import { actionEvents, endings, type EndedAction, type RequestedAction } from './action-events.ts';

/** What an operator, or a build by itself, has done. */
export const action = z
  .object({
    /** The Idempotency-Key of the request behind `key:`, or an id that was made for it. */
    actionId: z.string(),
    action: z.string(),
    /** The subscriber, view or consumer that it was done to. */
    subject: z.string(),
    arguments: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).readonly(),
    reason: z.string().nullable(),
    actor: z.string(),
    requestedAt: z.iso.datetime(),
    correlationId: z.string(),
    /**
     * How it ended. `not-known` when nobody has recorded an end: it is under way, or its process has died, and all of it, a part or
     * nothing may have been done.
     */
    outcome: z.enum([...endings, 'not-known']),
    endedAt: z.iso.datetime().nullable(),
    /** What it has come to, in figures. */
    result: z.record(z.string(), z.unknown()).readonly().nullable(),
    error: z.string().exactOptional(),
    /** The version of its first commit in the stream of its actors. */
    version: z.int().min(1),
    /** Set when a commit of it is not what its hash says: somebody has changed the record. */
    isChanged: z.literal(true).exactOptional(),
  })
  .readonly();

/** See {@link action}. */
export type Action = z.infer<typeof action>;

/** A commit that asks for an action. */
export interface RequestRecord {
  readonly commit: Commit;
  readonly requested: RequestedAction;
}

/** A commit that says how an action ended. */
export interface EndRecord {
  readonly commit: Commit;
  readonly ended: EndedAction;
}

/** What commits of an actors' stream say, in their order. Throws UnreadableCommit. */
export const recordsOf = (commits: readonly Commit[]): readonly (RequestRecord | EndRecord)[] =>
  decodeCommits(actionEvents, commits).map(({ event, commit }) =>
    event.type === 'ActionRequested' ? { commit, requested: event.data } : { commit, ended: event.data },
  );

/** The command id under which the end of an action is recorded. */
export const endIdOf = (actionId: string): string => `${actionId}/ended`;

/** An action, of what was recorded before and after it. */
export const actionOf = (begun: RequestRecord, end: EndRecord | undefined): Action => {
  const { commit, requested } = begun;
  return {
    ...requested,
    reason: requested.reason ?? null,
    actor: commit.actor,
    requestedAt: commit.recordedAt,
    correlationId: commit.correlationId,
    ...endingOf(end),
    version: commit.version,
    ...([begun, end].some((each) => each?.commit.isChanged === true) && { isChanged: true as const }),
  };
};

const endingOf = (end: EndRecord | undefined): Pick<Action, 'outcome' | 'endedAt' | 'result' | 'error'> => {
  if (end === undefined) return { outcome: 'not-known', endedAt: null, result: null };
  const { outcome, result, error } = end.ended;
  return { endedAt: end.commit.recordedAt, outcome, result, ...(error !== undefined && { error }) };
};
