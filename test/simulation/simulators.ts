import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Mutant } from './mutants/mutants.ts';
import type { Run } from './simulate.ts';
import type { Simulate, Told } from './told.ts';

/** Threads that simulate runs. A run takes a thread of its own until it has ended. */
export interface Simulators extends AsyncDisposable {
  readonly count: number;
  /** Simulates a run once a thread is free. Throws what the run has thrown, and where the thread cannot load the product. */
  readonly simulate: Simulate;
}

/** How a thread answers. */
export type Answer = { readonly told: Told } | { readonly error: unknown };

/** Room for what is young, in megabytes: the usual 16 fill up several times in one run, and what lives until its end is copied each time. */
const maxYoungGenerationSizeMb = 192;

/** Starts as many threads as there are cores, or so many; with a mistake in the product, where one is given. */
export const simulators = (count: number = availableParallelism(), mutant?: Mutant): Simulators => {
  const workers = Array.from({ length: count }, () => startWorker(mutant));
  const free = [...workers];
  const waiting: ((worker: Worker) => void)[] = [];

  const take = async (): Promise<Worker> => {
    const { promise, resolve } = Promise.withResolvers<Worker>();
    const worker = free.pop();
    if (worker === undefined) waiting.push(resolve);
    return worker ?? promise;
  };
  const giveBack = (worker: Worker): void => {
    const next = waiting.shift();
    if (next === undefined) free.push(worker);
    else next(worker);
  };

  return {
    count,
    simulate: async (run) => {
      const worker = await take();
      try {
        return await simulateOn(worker, run);
      } finally {
        giveBack(worker);
      }
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
};

const startWorker = (mutant: Mutant | undefined): Worker =>
  new Worker(new URL('worker.ts', import.meta.url), {
    workerData: { mutant },
    // Not what the test runner gives its own threads.
    execArgv: [],
    resourceLimits: { maxYoungGenerationSizeMb },
  });

const simulateOn = async (worker: Worker, run: Run): Promise<Told> => {
  worker.postMessage(run);
  const [answer] = (await once(worker, 'message')) as [Answer];
  if ('error' in answer) throw answer.error;
  return answer.told;
};
