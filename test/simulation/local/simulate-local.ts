import { run } from '../../../application/system/run.ts';
import { shop } from '../../../domain/shop.ts';
import { oneRelease } from '../system/releases.ts';
import type { SimulatedHost } from '../system/simulated-host.ts';
import { clientsOf } from '../workload/clients.ts';
import type { Records } from '../workload/records.ts';
import { faultsAt, noFaults } from '../world/faults.ts';
import { randomFor } from '../world/random.ts';
import { disturb } from './disturb.ts';
import { httpSender } from './http-sender.ts';
import { startLocalSystem, type Around, type LocalSystem } from './local-system.ts';
import { realWorld } from './real-world.ts';
import { atRest, type Rest } from './rest.ts';

/** A run over the local servers. */
export interface LocalRun {
  readonly seed: number;
  /** About so many commands are sent, the first ones not counted. */
  readonly commands: number;
}

/** How it ended. */
export interface LocalEnded extends Rest {
  readonly trace: readonly string[];
}

/** A host in this process over the SDKs: what clients read, and what operators do, goes through it. It is never killed. */
const hostOver = ({ capabilities }: LocalSystem): SimulatedHost => ({
  ...{ name: 'host-here', isAlive: true, crash: () => undefined },
  system: run(shop, capabilities),
  release: oneRelease[0],
  consumers: [],
  take: (subscription) => Promise.reject(new Error(`${subscription} is taken by what is deployed.`)),
  onCrash: () => () => undefined,
});

const nothingToDeploy = { hasNext: () => false, deploy: () => Promise.resolve() };

/**
 * Runs the workload of the simulation against what is deployed, over the local servers, in real time: first with the faults of the seed,
 * then without any, until all is at rest. The seed says what is done and what fails, not in which order it happens.
 */
export const simulateLocally = async ({ seed, commands }: LocalRun, around: Around): Promise<LocalEnded> => {
  const local = await startLocalSystem(around);
  try {
    const world = realWorld();
    const records: Records = { commands: [], reads: [], actions: [] };
    const host = hostOver(local);
    const faults = faultsAt({ rates: noFaults, outages: [] }, randomFor(seed, 'faults'));
    const { until } = disturb(local, randomFor(seed, 'disturbance'), world);
    const send = await httpSender(local);
    const serving = { world, faults, records, send, hosts: { any: () => host, ...nothingToDeploy } };
    const { areDone } = clientsOf({ ...serving, seed, commands });
    await until(() => areDone() || world.failures().length > 0);
    const { evidence, violations } = await atRest(local, { records, world });
    return { evidence, trace: world.trace(), violations: [...world.failures(), ...violations] };
  } finally {
    await local.stop();
  }
};
