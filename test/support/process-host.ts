import { expect } from 'vitest';
import type { FiringLimits } from '../../application/processes/deadlines/fire-deadlines.ts';
import type { EventStore } from '../../application/streams/event-store.ts';
import type { Capabilities } from '../../application/system/capabilities.ts';
import { run } from '../../application/system/run.ts';
import type { System } from '../../domain/modelling/system.ts';
import { subscriberOf } from './subscriber-of.ts';

/** A run that has time for everything. */
export const unhurried: FiringLimits = { forMs: 60_000, mostPerShard: 1_000 };

/** What hosts share: what is stored, and the time. */
export interface Shared {
  readonly capabilities: Capabilities;
  /** All commits, as the change feed gives them. */
  readonly feed: () => readonly unknown[];
  /** Brings the view of processes up to date, on a host that never fails. */
  readonly show: () => Promise<void>;
}

/** Brings the view of the processes of a system up to date. */
export const showing = (system: System, { capabilities, feed }: Omit<Shared, 'show'>): Shared['show'] => {
  const view = subscriberOf(run(system, capabilities), 'processes');
  return async () => {
    await view.deliver(feed());
  };
};

/** A host of a system with processes, over a store of its own making. */
export const hostOf = (system: System, { capabilities, feed, show }: Shared, wrap = (store: EventStore) => store) => {
  const running = run(system, { ...capabilities, eventStore: wrap(capabilities.eventStore) });
  const processes = system.processes.map(({ name }) => subscriberOf(running, name));
  /** Delivers all there is, until nothing new comes of it. Throws when that has no end. */
  const work = async (): Promise<void> => {
    for (let round = 0, before = -1; before < feed().length; round += 1) {
      if (round > 100) expect.fail('The processes have no end.');
      before = feed().length;
      for (const subscriber of processes) await subscriber.deliver(feed());
    }
  };
  return {
    ...running,
    work,
    /** Delivers all there is once. */
    deliver: async (): Promise<void> => {
      const documents = feed();
      for (const subscriber of processes) await subscriber.deliver(documents);
    },
    /** Fires what is due now, over a view that is up to date. */
    fire: async (limits = unhurried) => {
      await show();
      return running.fireDeadlines(limits);
    },
  };
};
