import type { Aggregate, CommandOf, CommandSchemas, EventTypes } from '../../domain/modelling/aggregate.ts';
import type { LookedUp } from './look-up.ts';
import { reachesState } from '../callers/reach.ts';
import { streamIdOf } from '../streams/commit.ts';
import type { EventStore } from '../streams/event-store.ts';
import { readableEvents } from '../streams/readable-events.ts';
import { Undeliverable } from '../undeliverable.ts';
import type { CommandRequest, HandleCommand } from './command-outcome.ts';
import { decideCommand } from './decide-command.ts';

/**
 * Handles commands so that a damaged stream out of the sender's reach is answered like one that does not exist. The events before
 * the damage say whose it is; where they do not, it is out of reach of everybody who reaches only their own.
 */
export const hidingDamage =
  <State, Commands extends CommandSchemas, Events extends EventTypes, Rejection>(
    aggregate: Aggregate<State, Commands, Events, Rejection>,
    eventStore: Pick<EventStore, 'read'>,
    {
      handle,
      lookUp,
    }: {
      readonly handle: HandleCommand<CommandOf<Commands>, Rejection>;
      readonly lookUp: (request: CommandRequest<CommandOf<Commands>>, state: State) => Promise<LookedUp>;
    },
  ): HandleCommand<CommandOf<Commands>, Rejection> =>
  async (request) => {
    try {
      return await handle(request);
    } catch (error) {
      if (request.reach === 'all' || !(error instanceof Undeliverable)) throw error;
      const { category, initial, evolve, owner } = aggregate;
      const streamId = streamIdOf(category, request.entityId);
      const { records, failure } = await readableEvents(aggregate, eventStore, streamId);
      const state = records.reduce((before, { event }) => evolve(before, event), initial);
      const isOwn = records.length > 0 && reachesState(request.reach, owner, state, request.entityId);
      const known = await lookUp(request, initial);
      const nothing = { streamId, version: 0, state: initial };
      const hidden = decideCommand(aggregate, { stream: nothing, isHidden: true }, request, known.facts);
      if (failure === undefined || isOwn || hidden.next === 'append') throw error;
      return hidden.outcome;
    }
  };
