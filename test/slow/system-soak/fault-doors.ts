import { setTimeout as pause } from 'node:timers/promises';
import type { FaultPlan } from '@annal/local-cosmos';
import type { Fault } from '@annal/local-service-bus';
import type { Ports } from '../../../local/start/start-options.ts';
import type { PartName } from './definitions.ts';

/** Switches faults of store and broker. A fault stays on when the server is killed and restarted. */
export interface FaultDoors {
  /** Makes requests to the store fail by chance; without a plan no more. */
  readonly store: (plan?: FaultPlan) => Promise<void>;
  readonly broker: (faults: readonly Fault[], seed?: number) => Promise<void>;
  /** Splits the widest range of the feed. */
  readonly split: () => Promise<void>;
  /** Must be called after the restart of a server, which does not store its faults. */
  readonly started: (name: PartName) => Promise<void>;
}

/**
 * The fault switches of the servers on these ports. Each call waits until a server has answered, also when it is killed
 * meanwhile.
 */
export const faultDoors = ({ cosmos, serviceBusAdministration }: Ports): FaultDoors => {
  const store = `http://127.0.0.1:${cosmos}/_local`;
  const broker = `http://127.0.0.1:${serviceBusAdministration}/_local/faults`;
  let storePlan: FaultPlan = { seed: 1, faults: [] };
  let brokerPlan: object = { faults: [] };
  const tellStore = () => tell(`${store}/faults`, () => storePlan);
  const tellBroker = () => tell(broker, () => brokerPlan);
  return {
    store: (plan = { seed: 1, faults: [] }) => {
      storePlan = plan;
      return tellStore();
    },
    broker: (faults, seed = 1) => {
      brokerPlan = { faults, seed };
      return tellBroker();
    },
    split: () => tell(`${store}/split`, () => ({ database: 'annal', container: 'events' })),
    started: async (name) => {
      if (name === 'Cosmos DB') await tellStore();
      if (name === 'Service Bus') await tellBroker();
    },
  };
};

const tell = async (url: string, what: () => object): Promise<void> => {
  for (;;) {
    const status = await fetch(url, {
      method: 'PUT',
      headers: { 'x-local-service-bus': 'soak' },
      body: JSON.stringify(what()),
      signal: AbortSignal.timeout(2_000),
    }).then(
      (response) => response.status,
      () => undefined, // it is dead or frozen
    );
    if (status !== undefined && status < 300) return;
    if (status !== undefined) throw new Error(`${url} answered ${status}.`);
    await pause(100);
  }
};
