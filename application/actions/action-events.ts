import { z } from 'zod';
import { eventType } from '../../domain/modelling/aggregate.ts';
import type { CallerId, StreamId } from '../../domain/modelling/ids.ts';
import { operatorsCategory } from '../../domain/modelling/system.ts';
import { streamIdOf } from '../streams/commit.ts';

/** Who has acted: people, or new builds by themselves. Each has a stream, so that what people did is not buried. */
export const actors = ['operators', 'builds'] as const;

/** See {@link actors}. */
export type Actors = (typeof actors)[number];

/** The stream of all that these have done: `ops-operators`. Part of the storage format. */
export const streamOf = (by: Actors): StreamId => streamIdOf(operatorsCategory, by);

/** Who acts when a build does something by itself. */
export const actorOfBuild = (build: string): CallerId => `build:${build}`;

/** What an action is done with: names, numbers, and the text that somebody has searched for. */
const given = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).readonly();

const requested = z
  .object({
    /** The command id of the request: an action is carried out once under it. */
    actionId: z.string(),
    /** `replay-stream`, `switch-view`. */
    action: z.string(),
    /** The subscriber, view or consumer that it is done to. */
    subject: z.string(),
    arguments: given,
    /** Free text, which nobody can take back: see docs/decisions. */
    reason: z.string().exactOptional(),
  })
  .readonly();

/** How actions end. `refused`: nothing was done. `failed`: something may have been done. */
export const endings = ['done', 'refused', 'failed'] as const;

const ended = z
  .object({
    actionId: z.string(),
    outcome: z.enum(endings),
    /** What it has come to, in figures; null for one that failed. */
    result: z.record(z.string(), z.unknown()).readonly().nullable(),
    error: z.string().exactOptional(),
  })
  .readonly();

/** What an action was asked for. */
export type RequestedAction = z.infer<typeof requested>;

/** How an action has ended. */
export type EndedAction = z.infer<typeof ended>;

/**
 * The events of what operators do. An action is two commits: the first before anything is done, the second after it. Part of the
 * storage format: add optional fields, never rename or repurpose.
 */
export const actionEvents = { ActionRequested: eventType(requested), ActionEnded: eventType(ended) };
