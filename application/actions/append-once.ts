import type { EventOf } from '../../domain/modelling/aggregate.ts';
import { operatorsCategory } from '../../domain/modelling/system.ts';
import { encodeEvents } from '../streams/event-codec.ts';
import type { Commit, Provenance } from '../streams/commit.ts';
import { StoreUnavailable, type EventStore } from '../streams/event-store.ts';
import { StreamHead } from '../streams/stream-head.ts';
import { actionEvents, streamOf, type Actors } from './action-events.ts';

/** The ports of what is recorded. */
export interface Appending {
  readonly eventStore: EventStore;
  /** Now, as an ISO 8601 date and time in UTC. */
  readonly clock: () => string;
  /** Waits a random time after a conflict, longer after each. */
  readonly pause: (conflicts: number) => Promise<void>;
}

/** An event about an action, and the command id under which it is appended once. */
export interface ActionFact {
  readonly event: EventOf<typeof actionEvents>;
  readonly provenance: Provenance;
  /** Whether the command id was made for this, so that it cannot be there yet. */
  readonly isNewId: boolean;
}

/** Whether this call has appended it, or an earlier or simultaneous one has. */
export interface Appended {
  readonly outcome: 'appended' | 'there';
  readonly commit: Commit;
}

/** Others append at the same moment; more than so many in a row is a store that does not do its work. */
const mostConflicts = 20;

const encode = encodeEvents(actionEvents);

/**
 * Appends an event to the stream of these actors, once for each command id, whoever else appends. Each commit holds one event. Throws
 * {@link StoreUnavailable} when it may not have been appended.
 */
export const appendOnce =
  ({ eventStore, clock, pause }: Appending) =>
  async (by: Actors, { event, provenance, isNewId }: ActionFact): Promise<Appended> => {
    const streamId = streamOf(by);
    for (let conflicts = 0; conflicts < mostConflicts; conflicts += 1) {
      if (conflicts > 0) await pause(conflicts);
      // The head is read first: what is appended behind it, the append meets, and what is before it, the search finds.
      const newest = (await eventStore.readNewest(streamId, 1)).at(-1);
      const earlier = isNewId ? [] : await eventStore.findByCommands(streamId, [provenance.commandId]);
      const last = earlier.at(-1);
      if (last !== undefined) return { outcome: 'there', commit: last };
      const head = newest === undefined ? StreamHead.beforeFirst(streamId) : StreamHead.behind(newest);
      const commit = { ...provenance, category: operatorsCategory, events: encode([event]), recordedAt: clock() };
      const written = await eventStore.append(head, commit);
      if (written.outcome === 'appended') return { outcome: 'appended', commit: written.commits[0] };
      // After a lost answer it may be another call's under the same id. Only a new id is certainly ours.
      if (written.outcome === 'repeated') return { outcome: isNewId ? 'appended' : 'there', commit: written.commit };
    }
    throw new StoreUnavailable(`Others have appended to ${streamId} ${mostConflicts} times in a row.`);
  };
