import { z } from 'zod';
import { eventType, type EventOf } from '../aggregate.ts';

/** A command as a process asks it. */
export const storedCommand = z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) }).readonly();

/** A command as a process asks it. */
export type StoredCommand = z.infer<typeof storedCommand>;

/** The entity that a command is for. */
export const target = z.object({ category: z.string(), entityId: z.string() }).readonly();

/** The entity that a command is for. */
export type Target = z.infer<typeof target>;

/** The kinds of asks in a stream: those that are declared, and the undo of one. */
export const storedKind = z.enum(['undoable', 'pivot', 'forward', 'undo']);

/** How an ask was answered. `nothing-to-do`: what it asks for holds already, which counts as accepted. */
export const answer = z.enum(['accepted', 'nothing-to-do', 'refused']);

/** The rule by which a command was refused, with its facts. */
export const refusal = z.looseObject({ type: z.string() }).readonly();

/** The rule by which a command was refused. */
export type Refusal = z.infer<typeof refusal>;

/** How a process ended. */
export const ending = z.enum(['completed', 'compensated', 'resolved-by-hand']);

/** An ask is known by the version of its `Asked` event in the stream of its process, and a wait by that of its `WaitStarted`. */
const number = z.int().min(1);
const reason = z.string();

// The storage format of every process. Names and shapes here outlive this code: add to them, never rename or repurpose.
export const processEvents = {
  ProcessStarted: eventType(
    z
      .object({
        id: z.string(),
        definition: z.int().min(1),
        /** The event that started it: `stream:version`. */
        because: z.string(),
        /** How many processes have caused each other up to this one. */
        hops: z.int().min(0),
      })
      .describe('A process began because something happened.'),
  ),
  Noticed: eventType(
    z.object({ because: z.string(), type: z.string() }).describe('The process took notice of something that happened.'),
  ),
  Remembered: eventType(
    z.object({ memory: z.record(z.string(), z.unknown()) }).describe('The process keeps this for its later reactions.'),
  ),
  Asked: eventType(
    z
      .object({
        ask: z.string(),
        kind: storedKind,
        target,
        command: storedCommand,
        dueAt: z.iso.datetime(),
        /** The command that undoes it, as it is known before it is tried. */
        undo: storedCommand.exactOptional(),
        /** The ask that it undoes. */
        undoes: number.exactOptional(),
      })
      .describe('The process asks a command of an entity.'),
  ),
  Answered: eventType(
    z.object({ number, outcome: answer, refusal: refusal.exactOptional() }).describe('An ask was answered.'),
  ),
  WaitStarted: eventType(
    z
      .object({ wait: z.string(), dueAt: z.iso.datetime() })
      .describe('The process waits, and is told when the time is over.'),
  ),
  AskPostponed: eventType(
    z.object({ number }).describe('The process keeps an ask that was refused, to ask it again later.'),
  ),
  DeadlinePassed: eventType(z.object({ number }).describe('An ask was not answered in time, or a wait is over.')),
  CompensationStarted: eventType(
    z.object({ reason }).describe('The process failed, and what was accepted is undone from here on.'),
  ),
  Compensated: eventType(z.object({}).describe('All that was accepted is undone.')),
  ProcessEnded: eventType(
    z.object({ how: ending, reason: reason.exactOptional() }).describe('The process came to its end.'),
  ),
  AskRetried: eventType(
    z
      .object({ number, target, command: storedCommand, dueAt: z.iso.datetime(), reason })
      .describe(
        'An ask is tried again: one that is stuck, by an operator, or one that was postponed, by the process itself.',
      ),
  ),
  AskSkipped: eventType(
    z.object({ number, reason }).describe('An operator says that an ask that is stuck was settled otherwise.'),
  ),
  DeadlineExtended: eventType(
    z
      .object({ number, dueAt: z.iso.datetime(), reason })
      .describe('An operator gives an ask, or a wait, another deadline.'),
  ),
};

/** Something that happened to a process. */
export type ProcessEvent = EventOf<typeof processEvents>;
