import { z } from 'zod';
import type { CommandOf } from '../aggregate.ts';
import { instanceId, moment, text } from '../values.ts';
import { answer, refusal } from './process-events.ts';

const number = z
  .int()
  .min(1)
  .meta({ description: 'The version of the event in which the process has asked, or begun to wait.' });

const reason = text(1_000).meta({ description: 'Why. No place for personal data.' });

/** What is said to a process: the first four by the engine, the others by operators. */
export const processCommands = {
  Notice: z
    .strictObject({
      /** The instance that the event belongs to. */
      id: instanceId,
      category: z.string(),
      entityId: z.string(),
      version: z.int().min(1),
      recordedAt: z.iso.datetime(),
      actor: z.string(),
      type: z.string(),
      data: z.unknown(),
      /** How many processes have caused each other up to the event. */
      hops: z.int().min(0),
    })
    .describe('Tells the process what happened.'),
  TakeAsk: z.strictObject({ number }).describe('Says whether an ask is still to be carried out.'),
  RecordAnswer: z
    .strictObject({ number, outcome: answer, refusal: refusal.exactOptional() })
    .describe('Tells the process how an ask was answered.'),
  NoticeDeadline: z
    .strictObject({})
    .describe('Tells the process what time it is. Whatever was due until then is overdue, or over.'),
  RetryAsk: z.strictObject({ number, reason }).describe('Tries an ask that is stuck again.'),
  SkipAsk: z
    .strictObject({ number, reason })
    .describe('Goes on as if an ask that is stuck had been accepted, because somebody has settled it otherwise.'),
  ResolveProcess: z
    .strictObject({ reason })
    .describe('Ends the process where it stands, because somebody has settled it by hand.'),
  ExtendDeadline: z
    .strictObject({ number, dueAt: moment, reason })
    .describe('Gives an ask, or a wait, another deadline: a later one, or an earlier one.'),
};

/** Something that is said to a process, validated by its schema. */
export type ProcessCommand = CommandOf<typeof processCommands>;

/** Why a process refuses. */
export type ProcessRejection =
  | { readonly type: 'ProcessNotStarted' | 'ProcessAlreadyEnded' | 'AskNotFound' | 'AskNotOpen' | 'AskNotStuck' }
  /** The declaration has reacted in a way that no process may: its code is at fault. */
  | { readonly type: 'ReactionNotAllowed'; readonly why: string }
  /** Processes go on causing each other. */
  | { readonly type: 'TooManyHops'; readonly hops: number };
