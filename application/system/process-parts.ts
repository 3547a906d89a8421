import type { Aggregate, CommandOf, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';
import { refusal, type Refusal } from '../../domain/modelling/processes/process-events.ts';
import type { AnyModule, System } from '../../domain/modelling/system.ts';
import type { CommandOutcome } from '../commands/command-outcome.ts';
import { runningProcess, type RunningProcess, type RunningProcesses } from '../processes/running-process.ts';
import { StreamBusy, type SendCommand, type Sent } from '../processes/send-command.ts';
import type { HandlerOf } from './module-parts.ts';

/** The processes of a system at work. What they ask goes the way of every command. */
export const processesOf = (
  system: System,
  handlerOf: HandlerOf,
  ports: Omit<RunningProcesses, 'senders' | 'names'>,
): readonly RunningProcess[] => {
  const senders = new Map(system.modules.map((module) => senderOf(module, handlerOf, ports)));
  const names = new Set(system.processes.map(({ name }) => name));
  return system.processes.map((process) =>
    runningProcess(process, handlerOf(process.aggregate), { ...ports, senders, names }),
  );
};

const senderOf = (
  module: AnyModule,
  handlerOf: HandlerOf,
  { clock }: Pick<RunningProcesses, 'clock'>,
): readonly [string, SendCommand] =>
  module.withTypes(({ aggregate }) => [
    aggregate.category,
    async (entityId, { type, data }, provenance) => {
      const parsed = aggregate.commands[type]?.safeParse(data);
      const command = { type, data: parsed?.data, at: clock() };
      // A schema that has become stricter since it was asked.
      if (parsed?.success !== true || !isCommandOf(aggregate, command)) return refused({ type: 'CommandInvalid' });
      return sentBy(await handlerOf(aggregate)({ entityId, command, provenance, reach: 'all' }), provenance.commandId);
    },
  ]);

/** The schema of the named type has parsed the data: all that the type says. */
const isCommandOf = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  { commands }: Aggregate<State, Commands, Events, Rejection>,
  command: { readonly type: string; readonly data: unknown; readonly at: string },
): command is CommandOf<Commands> => Object.hasOwn(commands, command.type);

const refused = (why: Refusal): Sent => ({ outcome: 'refused', refusal: why });

const sentBy = (outcome: CommandOutcome<unknown>, commandId: string): Sent => {
  switch (outcome.outcome) {
    case 'accepted': {
      const { streamId, version, events } = outcome;
      return events.length === 0 ? { outcome: 'nothing-to-do' } : { outcome: 'accepted', streamId, version };
    }
    case 'rejected':
      return refused(refusal.safeParse(outcome.rejection).data ?? { type: 'Rejected' });
    case 'id-reused':
      return refused({ type: 'CommandIdReused' });
    case 'stale':
    case 'not-own':
    case 'busy':
      throw new StreamBusy(`The command ${commandId} was not carried out: ${outcome.outcome}.`);
  }
};
