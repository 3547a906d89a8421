import type { z } from 'zod';
import type { DeclaredProcess, ProcessAggregate } from './processes/declared-process.ts';
import { decideProcess } from './processes/decide-process.ts';
import { evolveProcess } from './processes/evolve-process.ts';
import { processCommands } from './processes/process-commands.ts';
import { processEvents } from './processes/process-events.ts';
import { initialProcess, processState } from './processes/process-state.ts';
import { inMilliseconds, type Duration } from './processes/duration.ts';
import { reactingBy } from './processes/reacting.ts';
import type { AnyAsk } from './processes/ask.ts';
import type { Asks, React } from './processes/reaction.ts';
import type { AnyTrigger, EventOfTrigger } from './processes/trigger.ts';
import { declareModule } from './module.ts';

export { ask } from './processes/ask.ts';
export type { DeclaredProcess } from './processes/declared-process.ts';
export { trigger } from './processes/trigger.ts';

/** A process over several entities: it is started by an event, asks commands of them, and undoes them when it fails. */
export interface ProcessDeclaration<
  Declared extends Asks,
  Starts extends readonly AnyTrigger[],
  Hears extends readonly AnyTrigger[],
  Memory extends object,
  Waits extends string,
> {
  /** The category of its streams, the name of its subscriber, and the actor of what it asks. Lower-case letters only: never rename. */
  readonly name: string;
  /** 1 where it is not given. An instance keeps the one that it was started under, and its reactions are told it. */
  readonly definition?: number;
  /** The commands that it asks, under names of its own, which are part of the storage format. */
  readonly asks: Declared;
  /** How long it waits for what, under names of its own, which are part of the storage format. Its reactions begin these waits. */
  readonly waits?: Readonly<Record<Waits, Duration>>;
  /** The events that start it, each with the rule that names the instance. For an instance that runs already they are heard. */
  readonly starts: Starts;
  /** The events that a running instance hears. One that may come before the start, from another stream, starts it, too. */
  readonly hears?: Hears;
  /** What it remembers from reaction to reaction: plain JSON. It only ever gets optional fields. */
  readonly memory: z.ZodType<Memory>;
  /** What it remembers before anything was. */
  readonly nothing: Memory;
  /**
   * Reacts to its events and to the answers. It fails, and compensates, where it gives no reaction to a refusal, or to an answer that has
   * not come in time.
   */
  readonly react: React<Declared, EventOfTrigger<Starts[number] | Hears[number]>, Memory, NoInfer<Waits>>;
}

/** Declares a process. Throws an error that says what is wrong with the declaration. */
export const declareProcess = <
  const Declared extends Asks,
  Starts extends readonly AnyTrigger[],
  Memory extends object,
  Hears extends readonly AnyTrigger[] = readonly [],
  Waits extends string = never,
>(
  declaration: ProcessDeclaration<Declared, Starts, Hears, Memory, Waits>,
): DeclaredProcess => {
  const { name, definition = 1, asks, starts, hears = [], memory, nothing, react } = declaration;
  const durations = Object.entries<Duration>(declaration.waits ?? {});
  const waits = new Map(durations.map(([wait, duration]) => [wait, inMilliseconds(duration)]));
  if (!/^[a-z]{1,30}$/.test(name))
    throw new Error(
      `The process ${name} needs a name of 1 to 30 lower-case letters: it is the category of its streams.`,
    );
  if (starts.length === 0) throw new Error(`The process ${name} is started by nothing.`);
  if (!Number.isSafeInteger(definition) || definition < 1)
    throw new Error(`The definition of the process ${name} is ${definition}; it is a whole number from 1.`);
  const triggers: readonly (Starts[number] | Hears[number])[] = [...starts, ...hears];
  const aggregate: ProcessAggregate = {
    category: name,
    commands: processCommands,
    events: processEvents,
    state: processState,
    stateVersion: 2,
    initial: initialProcess,
    owner: 'everybody',
    evolve: evolveProcess,
    decide: decideProcess(reactingBy({ definition, asks, waits, starts, triggers, memory, nothing, react })),
  };
  const categories = [...Object.values<AnyAsk>(asks), ...triggers].map(({ category }) => category);
  return {
    ...{ name, definition, starts, hears, categories, aggregate },
    asks: Object.keys(asks),
    module: declareModule({ aggregate }),
  };
};
