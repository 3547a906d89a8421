import type { Actor } from '../world/world.ts';
import type { HostSettings } from './host-capabilities.ts';
import type { Release, Releases } from './releases.ts';
import { startHost, type SimulatedHost, type Starting } from './simulated-host.ts';

/** The hosts of a run. One that has crashed is replaced by a new one after a while, under another name. */
export interface Hosts {
  /** One that is alive, by chance; undefined while none is. */
  any(): SimulatedHost | undefined;
  /** Calls the listener with every host that starts from now on. */
  onStart(listener: (host: SimulatedHost) => void): void;
  /** Starts so many hosts. */
  start(count: number): void;
  /** Whether there is a release that is not deployed yet. */
  hasNext(): boolean;
  /** Deploys the next release: its hosts work beside those of the one before until each of these is stopped in its turn. One deployment after the other. */
  deploy(): Promise<void>;
}

const platform: Actor = { name: 'platform', isAlive: true };

/** How long the platform takes to start a host, in milliseconds at most. */
const longestStartMs = 5_000;

/** How long it takes from one host that is stopped to the next, in milliseconds at most. */
const longestRestMs = 30_000;

/** How far the clocks of two hosts may differ from the true time, in milliseconds. */
export const furthestMs = 15 * 60_000;

/** What hosts are started with. `areSkewed`: each has a clock that is wrong by minutes. */
export interface Fleet {
  readonly areSkewed: boolean;
  readonly releases: Releases;
}

/** Hosts that are started, crash, and are replaced. */
export const hostsIn = (starting: Starting, { areSkewed, releases: [first, ...later] }: Fleet): Hosts => {
  const { world, random } = starting;
  const alive = new Set<SimulatedHost>();
  const listeners: ((host: SimulatedHost) => void)[] = [];
  let started = 0;
  let release: Release = first;
  const waiting = [...later];
  let deployed = Promise.resolve();

  const settings = (): HostSettings => ({
    aheadMs: areSkewed ? random.between(-furthestMs, furthestMs) : 0,
    cacheEntries: random.oneOf([1, 3, 100]),
    snapshotEvery: random.oneOf([2, 5, 100]),
  });

  const startOne = (): void => {
    const host = startHost(`host-${(started += 1)}`, { ...starting, release }, settings());
    alive.add(host);
    host.onCrash(() => {
      alive.delete(host);
      void world.turn(platform, 'starts another host', random.between(0, longestStartMs)).then(startOne);
    });
    for (const listener of listeners) listener(host);
  };

  const deployNext = async (): Promise<void> => {
    const next = waiting.shift();
    if (next === undefined) return;
    const before = [...alive];
    world.note(platform, `deploys ${next.build}`);
    release = next;
    startOne();
    for (const host of before) {
      await world.turn(platform, `stops ${host.name}`, Math.round(longestRestMs * 10 ** (-3 * random.next())));
      host.crash();
    }
  };

  return {
    any: () => (alive.size === 0 ? undefined : random.oneOf([...alive])),
    onStart: (listener) => void listeners.push(listener),
    start: (count) => {
      for (let each = 0; each < count; each += 1) startOne();
    },
    hasNext: () => waiting.length > 0,
    deploy: () => (deployed = deployed.then(deployNext)),
  };
};
