import { z } from 'zod';
import { ending, storedCommand, storedKind, target } from './process-events.ts';

/**
 * Where an ask stands. `open`: not answered yet. `overdue`: the same after its deadline, where it cannot be given up. `refused` and
 * `given-up` are closed: an acceptance that comes after them is undone. `postponed`: refused, and to be asked again: an acceptance that
 * comes meanwhile counts. `blocked`: refused, and there is no way round it. `unwanted`: accepted after it was closed, and nothing undoes
 * it. `undoing`, `undone`: accepted before. `skipped`: settled by hand.
 */
export const askStatus = z.enum([
  ...(['open', 'overdue', 'accepted', 'refused', 'given-up', 'postponed'] as const),
  ...(['blocked', 'unwanted', 'undoing', 'undone', 'skipped'] as const),
]);

/** An ask of a process. */
export const askState = z
  .object({
    /** The version of its event: what it is known by. */
    number: z.int().min(1),
    ask: z.string(),
    kind: storedKind,
    target,
    status: askStatus,
    dueAt: z.iso.datetime(),
    command: storedCommand,
    undo: storedCommand.exactOptional(),
    undoes: z.int().min(1).exactOptional(),
    /** The version at which it was accepted: what was accepted last is undone first. */
    acceptedAt: z.int().min(1).exactOptional(),
  })
  .readonly();

/** An ask of a process. */
export type AskState = z.infer<typeof askState>;

/** A wait of a process: it is told when the time is over. Waits end with the running of a process, so that none is told then. */
export const waitState = z
  .object({
    /** The version of its event: what it is known by. */
    number: z.int().min(1),
    wait: z.string(),
    dueAt: z.iso.datetime(),
  })
  .readonly();

/** `compensating`: what was accepted is being undone. `closing`: all is undone, and what must follow is asked. */
export const phases = ['running', 'compensating', 'closing', 'ended'] as const;

/** The state of a process of any kind. */
export const processState = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('not-started'), version: z.literal(0) }).readonly(),
  z
    .object({
      phase: z.enum(phases),
      /** The number of its events. */
      version: z.int().min(1),
      id: z.string(),
      definition: z.int().min(1),
      hops: z.int().min(0),
      memory: z.record(z.string(), z.unknown()).readonly().nullable(),
      asks: z.array(askState).readonly(),
      /** One of each name at most. */
      waits: z.array(waitState).readonly(),
      isBeyondPivot: z.boolean(),
      /** Why it failed; null as long as it has not. */
      reason: z.string().nullable(),
      how: ending.nullable(),
    })
    .readonly(),
]);

/** The state of a process of any kind. */
export type ProcessState = z.infer<typeof processState>;

/** A process that has begun. */
export type StartedProcess = Exclude<ProcessState, { readonly phase: 'not-started' }>;

/** A process without events. */
export const initialProcess: ProcessState = { phase: 'not-started', version: 0 };

/** Whether an ask waits for its answer. */
export const isInFlight = ({ status }: Pick<AskState, 'status'>): boolean => status === 'open' || status === 'overdue';

/** What a process is told of when its time has come. */
export interface Deadline {
  /** That of an ask, or of a wait. */
  readonly number: number;
  readonly dueAt: string;
}

/** The deadlines of which nothing has come yet, of asks without an answer and of waits: the earliest first. */
export const deadlinesOf = ({ asks, waits }: Pick<StartedProcess, 'asks' | 'waits'>): readonly Deadline[] =>
  [...asks.filter(({ status }) => status === 'open'), ...waits]
    .map(({ number, dueAt }) => ({ number, dueAt }))
    .toSorted((one, other) =>
      one.dueAt === other.dueAt ? one.number - other.number : one.dueAt < other.dueAt ? -1 : 1,
    );

/** Whether an ask waits for an operator, its answer apart. */
export const isStuck = ({ status }: Pick<AskState, 'status'>): boolean =>
  status === 'overdue' || status === 'blocked' || status === 'unwanted';

/** Whether there is no way back: what is asked must be accepted in the end. */
export const goesForward = ({ isBeyondPivot, phase }: Pick<StartedProcess, 'isBeyondPivot' | 'phase'>): boolean =>
  isBeyondPivot || phase === 'closing';

/** What a process does, in one word. */
export const processStatuses = [
  ...(['running', 'completing', 'compensating', 'stuck'] as const),
  ...ending.options,
] as const;

/** What a process does, in one word. */
export type ProcessStatus = (typeof processStatuses)[number];

/** What a process does, in one word. Stuck as soon as one of its asks is, also after its end. */
export const statusOf = ({ phase, how, asks, isBeyondPivot }: StartedProcess): ProcessStatus => {
  if (asks.some(isStuck)) return 'stuck';
  if (how !== null) return how;
  if (phase !== 'running') return 'compensating';
  return isBeyondPivot ? 'completing' : 'running';
};
