import { z } from 'zod';
import type { EntityId } from '../../domain/modelling/ids.ts';
import type { OperatorCommand } from '../../domain/modelling/processes/decide-operator.ts';
import type { ProcessRejection } from '../../domain/modelling/processes/process-commands.ts';
import type { ActingBy, ActionOutcome, AskedAction, RecordAction } from '../actions/record-action.ts';
import type { RunningProcess } from '../processes/running-process.ts';
import { streamIdOf } from '../streams/commit.ts';
import type { EventStore } from '../streams/event-store.ts';

/** The ports of {@link processActions}. */
export interface ActingOnProcesses {
  readonly record: RecordAction;
  readonly processes: readonly Pick<RunningProcess, 'name' | 'tell'>[];
  readonly eventStore: Pick<EventStore, 'read'>;
  readonly clock: () => string;
}

/** A command without its time. */
type Said<Command> = Command extends OperatorCommand ? Omit<Command, 'at'> : never;

/** The instance that is meant, and what is said to it, with the reason. */
export interface MeantProcess {
  readonly name: string;
  readonly id: EntityId;
  readonly say: Said<OperatorCommand>;
}

const rules = [
  ...(['ProcessNotStarted', 'ProcessAlreadyEnded', 'AskNotFound', 'AskNotOpen', 'AskNotStuck'] as const),
  ...(['ReactionNotAllowed', 'TooManyHops'] as const),
] as const satisfies readonly ProcessRejection['type'][];

/** What has come of it: the process has changed, as it had been asked to before or now; or the rule by which it refuses. */
const mended = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.enum(['changed', 'nothing-to-do']) }).readonly(),
  z.object({ outcome: z.literal('refused'), rule: z.enum(rules) }).readonly(),
]);

/** See {@link mended}. */
export type Mended = z.infer<typeof mended>;

/** The names under which the actions are recorded. Part of the storage format. */
const actionNames: Readonly<Record<OperatorCommand['type'], string>> = {
  RetryAsk: 'retry-ask',
  SkipAsk: 'skip-ask',
  ResolveProcess: 'resolve-process',
  ExtendDeadline: 'extend-deadline',
};

/** What an operator does with a process that is stuck; undefined where there is no such instance, and nothing is recorded. */
export const processActions =
  ({ record, processes, eventStore, clock }: ActingOnProcesses) =>
  (by: ActingBy) => ({
    /** Says something to a process. It is an event of the process, with its actor; and what it asks then is carried out at once. */
    mendProcess: async ({ name, id, say }: MeantProcess): Promise<ActionOutcome<Mended> | undefined> => {
      const process = processes.find((each) => each.name === name);
      const streamId = streamIdOf(name, id);
      const [first] = process === undefined ? [] : await eventStore.read(streamId);
      if (process === undefined || first === undefined) return undefined;
      // What follows belongs to the case of the process, not to the request of the operator, which the action keeps.
      const provenance = { ...by.provenance, correlationId: first.correlationId };
      return record(by, askedAs(streamId, say), async (): Promise<Mended> => {
        const answer = await process.tell({
          id,
          command: { ...say, at: clock() },
          provenance,
        });
        switch (answer.outcome) {
          case 'changed':
          case 'repeated':
            return { outcome: 'changed' };
          case 'nothing':
            return { outcome: 'nothing-to-do' };
          case 'rejected':
            return { outcome: 'refused', rule: answer.rejection.type };
        }
      });
    },
  });

const askedAs = (subject: string, { type, data: { reason, ...given } }: MeantProcess['say']): AskedAction<Mended> => ({
  ...{ action: actionNames[type], subject, arguments: given, reason },
  result: mended,
  isRefusal: ({ outcome }) => outcome === 'refused',
});
