import type { AnyModule, System } from '../../../domain/modelling/system.ts';
import type { CommandOf, CommandSchemas } from '../../../domain/modelling/aggregate.ts';
import type { Reach } from '../../../domain/modelling/owner.ts';
import type { CommandOutcome } from '../../../application/commands/command-outcome.ts';
import type { RunningSystem } from '../../../application/system/run.ts';
import type { Provenance } from '../../../application/streams/commit.ts';

/** A command as a client words it. */
export interface Wish {
  readonly category: string;
  readonly entityId: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Everything where it is not given. */
  readonly reach?: Reach;
}

/** Sends a command, with what is known of its sender. Throws `Unavailable` where there is no answer. */
export type Send = (
  running: RunningSystem,
  wish: Wish,
  at: string,
  provenance: Provenance,
) => Promise<CommandOutcome<unknown>>;

/** Sends commands to a running system, on the way of every command. Throws for one that its aggregate does not declare. */
export const senderTo = (declared: System): Send => {
  const modules = new Map(declared.modules.map((module) => [module.aggregate.category, module]));
  return (running, wish, at, provenance) => {
    const module = modules.get(wish.category);
    if (module === undefined) throw new Error(`There is no ${wish.category}.`);
    return sendTo(module, running, { wish, at, provenance });
  };
};

const sendTo = (
  module: AnyModule,
  running: RunningSystem,
  { wish, at, provenance }: { readonly wish: Wish; readonly at: string; readonly provenance: Provenance },
): Promise<CommandOutcome<unknown>> =>
  module.withTypes(({ aggregate }) => {
    const command = { type: wish.type, data: aggregate.commands[wish.type]?.parse(wish.data), at };
    if (!isCommandOf(aggregate, command)) throw new Error(`${wish.category} has no command ${wish.type}.`);
    const { entityId, reach = 'all' } = wish;
    return running.handlerOf(aggregate)({ entityId, command, provenance, reach });
  });

/** The schema of the named type has parsed the data: all that the type says. */
const isCommandOf = <Commands extends CommandSchemas>(
  { commands }: { readonly commands: Commands },
  command: { readonly type: string; readonly data: unknown; readonly at: string },
): command is CommandOf<Commands> => Object.hasOwn(commands, command.type);
