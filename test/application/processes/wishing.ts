import { commandsOf } from './wish-commands.ts';
import type { Capabilities } from '../../../application/system/capabilities.ts';
import { run } from '../../../application/system/run.ts';
import { streamIdOf } from '../../../application/streams/commit.ts';
import { decodeCommits } from '../../../application/streams/event-codec.ts';
import type { EventStore } from '../../../application/streams/event-store.ts';
import { processEvents, type ProcessEvent } from '../../../domain/modelling/processes/process-events.ts';
import { statusOf } from '../../../domain/modelling/processes/process-state.ts';
import { specTime } from '../../support/as-bob.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { subscriberOf } from '../../support/subscriber-of.ts';
import { granting, wishes } from '../../support/wishes/index.ts';

/** Wishes at work over memory. Every host runs the same system over the same store; `wrap` gives one a store that fails. */
export const wishing = () => {
  const { capabilities } = memoryCapabilities(() => specTime);
  const eventStore = capabilities.eventStore;
  const newHost = (wrap: (store: EventStore) => EventStore = (store) => store, own: Partial<Capabilities> = {}) => {
    const system = run(wishes, { ...capabilities, eventStore: wrap(eventStore), ...own });
    return { ...system, subscriber: subscriberOf(system, granting.name), ...commandsOf(system) };
  };
  const eventsOf = async (id: string): Promise<readonly ProcessEvent[]> =>
    decodeCommits(processEvents, await eventStore.read(streamIdOf(granting.name, id))).map(({ event }) => event);
  return {
    capabilities,
    eventStore,
    newHost,
    eventsOf,
    /** All commits, as the change feed gives them. */
    feed: (): readonly unknown[] => eventStore.feed(),
    statusOf: async (id: string) => {
      const { initial, evolve } = granting.aggregate;
      const state = (await eventsOf(id)).reduce(evolve, initial);
      return state.phase === 'not-started' ? undefined : statusOf(state);
    },
    stateOf: async (id: string) => (await eventsOf(id)).reduce(granting.aggregate.evolve, granting.aggregate.initial),
  };
};

/** Delivers all there is until nothing new comes of it. Throws when that has no end. */
export const drain = async (
  { feed }: Pick<ReturnType<typeof wishing>, 'feed'>,
  deliver: (documents: readonly unknown[]) => Promise<unknown>,
): Promise<void> => {
  for (let before = -1; before < feed().length;) {
    before = feed().length;
    await deliver(feed());
  }
};
