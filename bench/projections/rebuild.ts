import { cosmosDatabase } from '../../adapters/cosmos/index.ts';
import { overCosmos } from '../commands/over-cosmos.ts';
import type { Server } from '../cosmos/server.ts';
import { cpuSecondsOf, ownCpuSeconds } from '../measure/cpu-seconds.ts';
import { shop } from '../../domain/shop.ts';

/** What a run of work took. */
export interface Spent {
  readonly seconds: number;
  /** Seconds of the processor for this process, and for the store. */
  readonly ownCpu: number;
  readonly storeCpu: number;
  readonly requests: number;
  readonly requestUnits: number;
}

/** A process that knows nothing yet, and what it spends at a store. */
export const newProcess = (server: Server) => {
  const spent = { requests: 0, requestUnits: 0 };
  const onRequest = (charge: number): void => {
    spent.requests += 1;
    spent.requestUnits += charge;
  };
  const database = cosmosDatabase({ connectionString: server.connectionString }, 'annal', { onRequest });
  const measure = async (work: () => Promise<unknown>): Promise<Spent> => {
    const before = { ...spent, own: ownCpuSeconds(), store: await cpuSecondsOf(server.pid), at: performance.now() };
    await work();
    return {
      seconds: (performance.now() - before.at) / 1_000,
      ownCpu: ownCpuSeconds() - before.own,
      storeCpu: (await cpuSecondsOf(server.pid)) - before.store,
      requests: spent.requests - before.requests,
      requestUnits: spent.requestUnits - before.requestUnits,
    };
  };
  return { database, system: overCosmos(shop, database).system, measure };
};

/** Builds a view again in its eight parts, so many of them at a time. */
export const rebuild = async (server: Server, view: string, partsAtOnce: number): Promise<Spent> => {
  const { system, measure } = newProcess(server);
  await system.builds.begin(view, { actor: 'bench', again: true });
  const spent = await measure(() => system.builds.work({ forMs: 3_600_000, partsAtOnce }));
  const state = (await system.builds.progressOf(view))?.state;
  if (state !== 'done') throw new Error(`The build of ${view} ended as ${state ?? 'none'}.`);
  return spent;
};
