import type { CommandOf, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { AggregateModule, AnyModule } from '../../domain/modelling/system.ts';
import { commandHandler, type CommandHandling } from '../commands/command-handler.ts';
import type { HandleCommand } from '../commands/command-outcome.ts';
import type { Subscriber } from '../feed/subscriber.ts';
import type { AnyPublication } from '../messages/publisher.ts';
import type { Erasures } from '../privacy/erasures.ts';
import { confirmValues, type Confirming } from '../unique-values/confirm-values.ts';
import { handleUniquely, type Reserving } from '../unique-values/handle-uniquely.ts';

/** The one handler of an aggregate's commands, with all that its module declares about them. */
export const handlerFor = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  { aggregate, uniqueValue }: AggregateModule<State, Commands, Events, Rejection>,
  handling: CommandHandling & Reserving,
): HandleCommand<CommandOf<Commands>, Rejection> =>
  uniqueValue === undefined ? commandHandler(aggregate, handling) : handleUniquely(aggregate, uniqueValue, handling);

/** What a module tells consumers, if anything. */
export const publicationOf = ({ aggregate, contracts }: AnyModule): readonly AnyPublication[] =>
  contracts === undefined ? [] : [{ source: aggregate, contracts }];

/** What keeps the reservations of a module's unique value true, if it has one. */
export const confirmerOf =
  (confirming: Confirming) =>
  ({ aggregate, uniqueValue }: AnyModule): readonly Subscriber[] =>
    uniqueValue === undefined ? [] : [confirmValues(aggregate, uniqueValue, confirming)];

/** By category, the event after which nothing may be known of a stream's subject. */
export const erasuresOf = (modules: readonly AnyModule[]): Erasures =>
  new Map(
    modules.flatMap(({ aggregate, erasedBy }) => (erasedBy === undefined ? [] : [[aggregate.category, erasedBy]])),
  );
