import type { Aggregate, CommandOf, CommandSchemas, EventOf, EventTypes } from '../../domain/aggregate.ts';
import { commandHandler, type CommandHandling } from '../command-handler.ts';
import type { HandleCommand } from '../command-outcome.ts';
import { decodeEvent } from '../event-codec.ts';
import type { EventStore } from '../event-store.ts';
import type { Reservations } from './reservations.ts';
import type { NameValue, UniqueValue } from './unique-value.ts';

/** What keeping values unique needs from outside. */
export interface Reserving {
  readonly reservations: Reservations;
  readonly nameValue: NameValue;
}

/** Somebody else has the value. Never leaves this file: to the caller it is a rejection like any other. */
class ValueTaken extends Error {
  override readonly name = 'ValueTaken';
}

/**
 * Handles commands of an aggregate one of whose values is unique: the value is reserved between the decision and the append,
 * so that only what is about to happen reserves anything, and confirmed when the event is delivered.
 */
export const handleUniquely = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  aggregate: Aggregate<State, Commands, Events, Rejection>,
  unique: UniqueValue<EventOf<Events>, Rejection>,
  { reservations, nameValue, ...handling }: CommandHandling & Reserving,
): HandleCommand<CommandOf<Commands>, Rejection> => {
  const { eventStore } = handling;

  const append: EventStore['append'] = async (head, commit) => {
    const wanted = commit.events
      .map((event) => unique.heldAfter(undefined, decodeEvent(aggregate.events, event)))
      .filter((value) => value !== undefined);
    for (const value of wanted) {
      const answer = await reservations.reserve(await nameValue(unique.name, value), head.streamId);
      if (answer === 'reserved') continue;
      // On an old state this says nothing: the command may have been carried out long ago, and the value moved on since.
      if (await eventStore.hasNext(head)) return { outcome: 'conflict', next: undefined };
      throw new ValueTaken(`Another stream has the ${unique.name} that ${head.streamId} wants.`);
    }
    return eventStore.append(head, commit);
  };

  const handle = commandHandler(aggregate, { ...handling, eventStore: { ...eventStore, append } });
  return async (request) => {
    try {
      return await handle(request);
    } catch (error) {
      if (error instanceof ValueTaken) return { outcome: 'rejected', rejection: unique.rejection };
      throw error;
    }
  };
};
