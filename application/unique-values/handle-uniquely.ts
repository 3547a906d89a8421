import type { Aggregate, CommandOf, CommandSchemas, EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import { commandHandler, type CommandHandling } from '../commands/command-handler.ts';
import type { HandleCommand } from '../commands/command-outcome.ts';
import type { StreamHead } from '../streams/stream-head.ts';
import { readHeldValue } from './held-value.ts';
import type { Reservations } from './reservations.ts';
import type { UniqueValue } from '../../domain/modelling/unique-value.ts';
import type { NameValue } from './name-value.ts';

/** What keeping values unique needs from outside. */
export interface Reserving {
  readonly reservations: Reservations;
  readonly nameValue: NameValue;
}

/**
 * Handles the commands of an aggregate with a unique value. The value is reserved between the decision and the append, so only an
 * accepted command reserves anything, and it is confirmed when the event is delivered. A value is free as soon as an event takes it
 * from its holder, before that event is delivered.
 */
export const handleUniquely = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  aggregate: Aggregate<State, Commands, Events, Rejection>,
  unique: UniqueValue<EventOf<Events>, Rejection>,
  { reservations, nameValue, ...handling }: CommandHandling & Reserving,
): HandleCommand<CommandOf<Commands>, Rejection> => {
  const { eventStore } = handling;

  /** Another stream keeps a reserved value for as long as its events say that it has it, or it may be about to append them. */
  const reserve = async (value: string, head: StreamHead): Promise<'reserved' | 'taken'> => {
    const name = await nameValue(unique.name, value);
    const asked = await reservations.reserve(name, head);
    if (asked.outcome === 'reserved') return 'reserved';
    const holder = await readHeldValue(asked.holder, aggregate, unique, eventStore);
    if (holder.held === value) return 'taken';
    await reservations.release(name, holder.head);
    return (await reservations.reserve(name, head)).outcome;
  };

  return commandHandler(aggregate, handling, async (head, events) => {
    const wanted = events.map((event) => unique.heldAfter(undefined, event)).filter((value) => value !== undefined);
    for (const value of wanted) {
      if ((await reserve(value, head)) === 'reserved') continue;
      // On an outdated state this is no answer: the command may have been carried out before, and the value released since.
      return (await eventStore.hasNext(head)) ? 'outdated' : { rejection: unique.rejection };
    }
    return 'admitted';
  });
};
