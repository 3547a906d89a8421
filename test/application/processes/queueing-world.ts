import type { Capabilities } from '../../../application/system/capabilities.ts';
import { commitSchema, streamIdOf } from '../../../application/streams/commit.ts';
import { decodeCommits } from '../../../application/streams/event-codec.ts';
import type { EventStore } from '../../../application/streams/event-store.ts';
import { inMilliseconds, momentAfter, type Duration } from '../../../domain/modelling/processes/duration.ts';
import { processEvents } from '../../../domain/modelling/processes/process-events.ts';
import { statusOf } from '../../../domain/modelling/processes/process-state.ts';
import { specTime } from '../../support/as-bob.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { hostOf, showing } from '../../support/process-host.ts';
import { queueing, queues } from '../../support/wishes/index.ts';
import { commandsOf } from './wish-commands.ts';

/** Wishes that wait for their part, at work on a clock that the spec moves: over memory, and these capabilities in its place. */
export const queueingWorld = (own: Partial<Capabilities> = {}) => {
  let now = specTime;
  const memory = memoryCapabilities(() => now).capabilities;
  const { eventStore } = memory;
  const capabilities = { ...memory, ...own };
  const stored = { capabilities, feed: () => eventStore.feed() };
  const shared = { ...stored, show: showing(queues, stored) };
  const eventsOf = async (id: string) =>
    decodeCommits(processEvents, await eventStore.read(streamIdOf(queueing.name, id))).map(({ event }) => event);
  return {
    ...shared,
    newHost: (wrap?: (store: EventStore) => EventStore) => {
      const host = hostOf(queues, shared, wrap);
      return { ...host, ...commandsOf(host) };
    },
    pass: (duration: Duration): void => {
      now = momentAfter(now, inMilliseconds(duration));
    },
    eventsOf,
    commits: () => eventStore.feed().map((document) => commitSchema.parse(document)),
    statusOf: async (id: string) => {
      const { initial, evolve } = queueing.aggregate;
      const state = (await eventsOf(id)).reduce(evolve, initial);
      return state.phase === 'not-started' ? undefined : statusOf(state);
    },
  };
};
