import type { Aggregate } from '../aggregate.ts';
import type { AnyModule } from '../module.ts';
import type { processCommands, ProcessRejection } from './process-commands.ts';
import type { processEvents } from './process-events.ts';
import type { ProcessState } from './process-state.ts';
import type { AnyTrigger } from './trigger.ts';

/** The aggregate that a process is. */
export type ProcessAggregate = Aggregate<ProcessState, typeof processCommands, typeof processEvents, ProcessRejection>;

/** A declared process, as the engine knows it. */
export interface DeclaredProcess {
  readonly name: string;
  /** The version of the declaration, under which new instances start. */
  readonly definition: number;
  readonly starts: readonly AnyTrigger[];
  readonly hears: readonly AnyTrigger[];
  /** The names of what it asks. */
  readonly asks: readonly string[];
  /** Those that it asks and hears. */
  readonly categories: readonly string[];
  readonly aggregate: ProcessAggregate;
  readonly module: AnyModule;
}
