import type { Aggregate, CommandOf, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { AggregateModule, AnyModule } from '../../domain/modelling/system.ts';
import { commandHandler, type CommandHandling } from '../commands/command-handler.ts';
import type { HandleCommand } from '../commands/command-outcome.ts';
import type { Subscriber } from '../feed/subscriber.ts';
import { publicationFor, type AnyPublication } from '../messages/publisher.ts';
import type { Erasures } from '../privacy/erasures.ts';
import { confirmValues, type Confirming } from '../unique-values/confirm-values.ts';
import { handleUniquely, type Reserving } from '../unique-values/handle-uniquely.ts';
import { declared } from './declared.ts';

/** Finds the handler of an aggregate's commands. Throws for one that no module declares. */
export type HandlerOf = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  aggregate: Aggregate<State, Commands, Events, Rejection>,
) => HandleCommand<CommandOf<Commands>, Rejection>;

/** Makes one handler for each aggregate, so that all senders of its commands share its cache and its queues. */
export const handlersOf = (modules: readonly AnyModule[], handling: CommandHandling & Reserving): HandlerOf => {
  const handlers = new Map<unknown, unknown>(
    modules.map((each) =>
      each.withTypes((module): [unknown, unknown] => [module.aggregate, handlerFor(module, handling)]),
    ),
  );
  return (aggregate) => {
    const found = declared(handlers, aggregate, aggregate.category);
    if (isHandlerOf(aggregate, found)) return found;
    throw new Error(`What stands under ${aggregate.category} is no handler.`);
  };
};

/** Only {@link handlersOf} puts anything under an aggregate, and that is its own handler: all that the type says. */
const isHandlerOf = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  _: Aggregate<State, Commands, Events, Rejection>,
  found: unknown,
): found is HandleCommand<CommandOf<Commands>, Rejection> => typeof found === 'function';

/** The one handler of an aggregate's commands, with all that its module declares about them. */
const handlerFor = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  { aggregate, uniqueValue }: AggregateModule<State, Commands, Events, Rejection>,
  handling: CommandHandling & Reserving,
): HandleCommand<CommandOf<Commands>, Rejection> =>
  uniqueValue === undefined ? commandHandler(aggregate, handling) : handleUniquely(aggregate, uniqueValue, handling);

/** The publication of a module, if it has one. */
export const publicationOf = (module: AnyModule): readonly AnyPublication[] =>
  module.withTypes(({ aggregate, contracts }) =>
    contracts === undefined ? [] : [publicationFor({ source: aggregate, contracts })],
  );

/** The subscriber that confirms and releases the reservations of a module's unique value, if it has one. */
export const confirmerOf =
  (confirming: Confirming) =>
  (module: AnyModule): readonly Subscriber[] =>
    module.withTypes(({ aggregate, uniqueValue }) =>
      uniqueValue === undefined ? [] : [confirmValues(aggregate, uniqueValue, confirming)],
    );

/** By category, the event that erases a stream's subject. */
export const erasuresOf = (modules: readonly AnyModule[]): Erasures =>
  new Map(
    modules.flatMap(({ aggregate, erasedBy }) => (erasedBy === undefined ? [] : [[aggregate.category, erasedBy]])),
  );
