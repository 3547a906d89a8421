import { expect } from 'vitest';
import type { Aggregate, CommandOf, CommandSchemas, EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { DecisionContext } from '../../domain/modelling/fact.ts';
import { withoutFacts } from './decision-context.ts';

/** The moment at which every command of a scenario is asked. */
export const now = '2026-05-04T10:00:00.000Z';

type Asked<Command> = Command extends { readonly at: string } ? Omit<Command, 'at'> : never;

/** given / when / then over one aggregate: events that happened, a command, the events or the refusal that follow. What else the decision sees is the context. */
export const scenarios = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  aggregate: Aggregate<State, Commands, Events, Rejection>,
  context: DecisionContext = withoutFacts,
) => {
  const given = (...history: EventOf<Events>[]) => ({
    when: (command: Asked<CommandOf<Commands>>) => {
      const state = history.reduce(aggregate.evolve, aggregate.initial);
      const decision = aggregate.decide({ ...command, at: now }, state, context);
      return {
        then: (...events: EventOf<Events>[]) => expect(decision).toEqual({ accepted: true, events }),
        thenNothing: () => expect(decision).toEqual({ accepted: true, events: [] }),
        thenRejected: (rejection: Rejection) => expect(decision).toEqual({ accepted: false, rejection }),
      };
    },
  });
  return { given };
};
