import type { CommandOf } from '../../domain/modelling/aggregate.ts';
import { knownFacts } from '../../domain/modelling/fact.ts';
import type { DeclaredProcess } from '../../domain/modelling/process.ts';
import type { ProcessDecision } from '../../domain/modelling/processes/decide-process.ts';
import { processCommands } from '../../domain/modelling/processes/process-commands.ts';
import type { ProcessState } from '../../domain/modelling/processes/process-state.ts';
import type { GoldenHalfWay } from './golden-files.ts';
import { readToday } from './shapes.ts';

/** The process as the code of today reads its history. */
export const stateOf = ({ aggregate }: DeclaredProcess, { history }: Pick<GoldenHalfWay, 'history'>): ProcessState =>
  readToday(aggregate, history).reduce(aggregate.evolve, aggregate.initial);

/** What the code of today decides next. */
export const decisionOf = (process: DeclaredProcess, golden: GoldenHalfWay): ProcessDecision => {
  const { type, data, at } = golden.command;
  const schema = Object.entries(processCommands).find(([name]) => name === type)?.[1];
  if (schema === undefined) throw new Error(`Nobody says ${type} to a process.`);
  // The cast holds: the schema of this command has parsed the data.
  const command = { type, data: schema.parse(data), at } as CommandOf<typeof processCommands>;
  const state = stateOf(process, golden);
  const context = { entityId: 'id' in state ? state.id : '1', reach: 'all', facts: knownFacts([]) } as const;
  return process.aggregate.decide(command, state, context);
};

/** What the code of today does next: events, or the rule by which it refuses. */
export const reactionOf = (process: DeclaredProcess, golden: GoldenHalfWay): unknown => {
  const decision = decisionOf(process, golden);
  return decision.accepted ? decision.events : decision.rejection;
};
