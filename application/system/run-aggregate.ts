import type { Aggregate, CommandOf, CommandSchemas, EventOf, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { EntityId } from '../../domain/modelling/ids.ts';
import { commandHandler, type CommandHandling } from '../commands/command-handler.ts';
import type { HandleCommand } from '../commands/command-outcome.ts';
import { streamIdOf } from '../streams/commit.ts';
import { decodeCommits, type StoredRecord } from '../streams/event-codec.ts';
import { emptyStream, withCommits } from '../streams/stream-state.ts';

/** An aggregate at work by itself. */
export interface RunningAggregate<State, Commands extends CommandSchemas, Events extends EventTypes, Rejection> {
  /** See {@link HandleCommand}. */
  readonly handle: HandleCommand<CommandOf<Commands>, Rejection>;
  /** The state of an entity, folded from its whole stream. Throws DamagedStream and UnreadableCommit. */
  readonly stateOf: (entityId: EntityId) => Promise<State>;
  /** The version of an entity; 0 for one that has no history. */
  readonly versionOf: (entityId: EntityId) => Promise<number>;
  /**
   * The events of an entity of versions above `after`, at most so many, oldest first. Throws UnreadableCommit. Every command of the aggregate has
   * one event, or the last commit of a page may be given whole.
   */
  readonly eventsOf: (
    entityId: EntityId,
    after: number,
    atMost: number,
  ) => Promise<readonly StoredRecord<EventOf<Events>>[]>;
}

/**
 * Runs one aggregate over the event store of a service that has no change feed: its commands are handled, and its streams are read. It
 * has no views, and nothing is published. Its events must hold nothing personal: nothing is encrypted.
 */
export const runAggregate = <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
  aggregate: Aggregate<State, Commands, Events, Rejection>,
  handling: CommandHandling,
): RunningAggregate<State, Commands, Events, Rejection> => {
  const { eventStore } = handling;
  const streamOf = (entityId: EntityId) => streamIdOf(aggregate.category, entityId);
  return {
    handle: commandHandler(aggregate, handling),
    stateOf: async (entityId) => {
      const empty = emptyStream(streamOf(entityId), aggregate.initial);
      return withCommits(aggregate, empty, await eventStore.read(empty.head.streamId)).state;
    },
    versionOf: async (entityId) => (await eventStore.readNewest(streamOf(entityId), 1)).at(-1)?.version ?? 0,
    eventsOf: async (entityId, after, atMost) =>
      decodeCommits(aggregate.events, await eventStore.read(streamOf(entityId), after, after + atMost + 1)),
  };
};
