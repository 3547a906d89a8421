import { z } from 'zod';
import { ending, target } from './process-events.ts';
import { askState, phases, processStatuses, waitState } from './process-state.ts';

const { shape } = askState.unwrap();

/** An ask that is not settled. What exactly it asks is in the stream of the process. */
const unsettledAsk = z
  .object({
    ...{ number: shape.number, ask: shape.ask, kind: shape.kind, target, status: shape.status },
    /** The name of the command, and of the one that undoes it. */
    command: z.string(),
    undo: z.string().exactOptional(),
    /** The number of the ask that it undoes. */
    undoes: shape.undoes,
    dueAt: shape.dueAt,
    /** When it was asked. */
    since: z.iso.datetime(),
    /** How often it was asked: once, and again whenever it was tried again. */
    tries: z.int().min(1),
  })
  .readonly();

/** An ask that is not settled, as the view of processes shows it. */
export type UnsettledAsk = z.infer<typeof unsettledAsk>;

/** The `dueAt` of a process for which no deadline is open: behind every moment. */
export const noDeadline = 'none';

/** Where one instance of a process stands. */
export const processDocument = z
  .object({
    process: z.string(),
    processId: z.string(),
    /** Of the name of its stream: see shard.ts. */
    shard: z.string(),
    status: z.enum(processStatuses),
    phase: z.enum(phases),
    /** The version of the declaration under which it has started. */
    definition: z.int().min(1),
    isBeyondPivot: z.boolean(),
    /** Why it has failed, or how an operator has settled it. */
    reason: z.string().exactOptional(),
    how: ending.exactOptional(),
    /** How much it has asked so far, the undoing included. */
    asked: z.int().min(0),
    /** The asks without an answer, those that are stuck, and those that it has postponed. */
    waitingFor: z.array(unsettledAsk).readonly(),
    /** What it waits for beside them: that a time is over. */
    waits: z.array(waitState).readonly(),
    /** The asks that were refused or given up, whose acceptance may still come and is then undone. */
    closed: z.array(unsettledAsk).readonly(),
    lastRefusal: z
      .object({ ask: z.string(), target, type: z.string(), at: z.iso.datetime() })
      .readonly()
      .exactOptional(),
    /** The earliest deadline that is open, of an ask or of a wait, or {@link noDeadline}. */
    dueAt: z.union([z.iso.datetime(), z.literal(noDeadline)]),
    correlationId: z.string().exactOptional(),
    startedAt: z.iso.datetime(),
    /** When it has last done anything. */
    updatedAt: z.iso.datetime(),
  })
  .readonly();

/** Where one instance of a process stands. */
export type ProcessDocument = z.infer<typeof processDocument>;
