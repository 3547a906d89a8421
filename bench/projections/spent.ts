import type { Server } from '../cosmos/server.ts';
import { cpuSecondsOf, ownCpuSeconds } from '../measure/cpu-seconds.ts';

/** What a run of work took. */
export interface Spent {
  readonly seconds: number;
  /** Seconds of the processor, for the process that projects and for the store. */
  readonly projecting: number;
  readonly storing: number;
  /** Undefined where they are another process's. */
  readonly requests?: number;
  readonly requestUnits?: number;
}

/** The requests of a process to its store so far, and what they were charged. */
export interface Bill {
  requests: number;
  requestUnits: number;
}

/** Measures the work of a process at a store: of this one where no other is named. */
export const spentBy = async (
  { pid }: Pick<Server, 'pid'>,
  work: () => Promise<unknown>,
  other?: number,
): Promise<Spent> => {
  const projectingCpu = (): Promise<number> =>
    other === undefined ? Promise.resolve(ownCpuSeconds()) : cpuSecondsOf(other);
  const [projecting, storing, begun] = [await projectingCpu(), await cpuSecondsOf(pid), performance.now()];
  await work();
  return {
    seconds: (performance.now() - begun) / 1_000,
    projecting: (await projectingCpu()) - projecting,
    storing: (await cpuSecondsOf(pid)) - storing,
  };
};
