// A thread that simulates one run after the other, of the product as it is or with a mistake in it.
import { parentPort, workerData } from 'node:worker_threads';
import { mistakenlyLoaded } from './mutants/mistakenly-loaded.ts';
import type { Mutant } from './mutants/mutants.ts';
import type { Run } from './simulate.ts';
import type { Answer } from './simulators.ts';

const { mutant } = workerData as { readonly mutant?: Mutant };
if (mutant !== undefined) mistakenlyLoaded(mutant);

// The product is loaded from here on, and not before.
const { simulate } = await import('./simulate.ts');
const { toldOf } = await import('./told.ts');

const answerTo = async (run: Run): Promise<Answer> => {
  try {
    return { told: toldOf(await simulate(run)) };
  } catch (error) {
    return { error };
  }
};

parentPort?.on('message', (run: Run) => {
  void answerTo(run).then((answer) => parentPort?.postMessage(answer));
});
