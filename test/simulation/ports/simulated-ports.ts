import type { Capabilities } from '../../../application/system/capabilities.ts';
import { withFeed } from '../system/fed.ts';
import { hostCapabilities } from '../system/host-capabilities.ts';
import { nothingStored, type Stored } from '../system/stored.ts';
import { faultsAt, noFaults, type FaultRates } from '../world/faults.ts';
import { randomFor } from '../world/random.ts';
import { newWorld, type World } from '../world/world.ts';

/** Two hosts over the same simulated stores, in a world that goes on by itself. */
export interface SimulatedPorts {
  readonly mine: Capabilities;
  readonly rival: Capabilities;
  readonly stored: Stored;
  /** Lets so many seconds pass. */
  readonly pass: (seconds: number) => void;
}

/** A world that goes on whenever somebody waits for a turn, for callers who know of none. */
const goingOn = (world: World): World => {
  let gone: Promise<void> = Promise.resolve();
  return {
    ...world,
    turn: (...asked) => {
      const turn = world.turn(...asked);
      gone = gone.then(() => world.run());
      return turn;
    },
  };
};

/** The ports of two hosts over empty stores, with the faults of these rates. */
export const simulatedPorts = (rates: Partial<FaultRates> = {}): SimulatedPorts => {
  const world = goingOn(newWorld(randomFor(1, 'turns'), 2));
  let passed = 0;
  const now = (): number => world.now() + passed;
  const { stored } = withFeed(nothingStored(now), 3, now);
  const faults = faultsAt({ rates: { ...noFaults, ...rates }, outages: [] }, randomFor(1, 'faults'));
  const hostOf = (name: string): Capabilities => {
    const host = { name, isAlive: true, crash: () => undefined };
    const settings = { aheadMs: 0, cacheEntries: 100, snapshotEvery: 100 };
    return hostCapabilities(stored, { world, faults, random: randomFor(1, name), host }, settings);
  };
  return {
    ...{ mine: hostOf('host-1'), rival: hostOf('host-2'), stored },
    pass: (seconds) => void (passed += seconds * 1_000),
  };
};
