import type { DeliveredMessage } from '../../../application/consumers/consumer.ts';
import type { RunningConsumer } from '../../../application/consumers/run-consumer.ts';
import type { RunningSystem } from '../../../application/system/run.ts';
import { run } from '../../../application/system/run.ts';
import type { System } from '../../../domain/modelling/system.ts';
import type { Calling, CallingHost } from './simulated-calls.ts';
import { consumerOn } from './consumers.ts';
import { hostCapabilities, type HostSettings } from './host-capabilities.ts';
import { storesOfOlderCode } from './older-code.ts';
import type { Release } from './releases.ts';
import type { Stored } from './stored.ts';

/** A host at work: the unchanged system over simulated ports. What it knows is gone when it crashes. */
export interface SimulatedHost extends CallingHost {
  readonly system: RunningSystem;
  readonly release: Release;
  readonly consumers: readonly RunningConsumer[];
  /** Takes a message of a subscription. Throws for a subscription of no consumer. */
  take(subscription: string, delivered: DeliveredMessage): Promise<string>;
  /** Calls the listener when the host crashes; gives what takes the listener away. */
  onCrash(listener: () => void): () => void;
}

/** What hosts are started from. */
export interface Starting extends Omit<Calling, 'host'> {
  readonly declared: System;
  readonly stored: Stored;
}

/** What one host is started from. */
export interface StartingOne extends Starting {
  readonly release: Release;
}

/** Starts a host that knows nothing yet. */
export const startHost = (
  name: string,
  { declared, stored, release, ...world }: StartingOne,
  settings: HostSettings,
): SimulatedHost => {
  const listeners = new Set<() => void>();
  let isAlive = true;
  const host: CallingHost = {
    name,
    get isAlive() {
      return isAlive;
    },
    crash: () => {
      if (!isAlive) return;
      isAlive = false;
      world.world.note(host, 'crashes');
      for (const listener of listeners) listener();
    },
  };
  const { unread, build } = release;
  const found = unread === undefined ? stored : storesOfOlderCode(stored, unread.event);
  const system = run(declared, { ...hostCapabilities(found, { ...world, host }, settings), build });
  const clock = (): string => world.world.clock(settings.aheadMs);
  const consumers = stored.consumers.map((each) => consumerOn(each, { ...world, host }, clock));
  return Object.assign(host, {
    ...{ system, release, consumers },
    take: async (subscription: string, delivered: DeliveredMessage) => {
      const consumer = consumers.find((each) => each.name === subscription);
      if (consumer === undefined) throw new Error(`${subscription} is no consumer.`);
      return consumer.take(delivered);
    },
    onCrash: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  });
};
