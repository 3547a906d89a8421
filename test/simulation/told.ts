import type { Ended } from './simulate.ts';
import { sometimes } from './sometimes.ts';

/** What another thread is told of a run: all but the evidence, of which there is much, and in its place what the run has seen. */
export interface Told extends Omit<Ended, 'evidence'> {
  /** The names of what happens sometimes, and has happened here. */
  readonly seen: readonly string[];
}

/** Simulates a run, in this thread or in another one. */
export type Simulate = (run: Ended['run']) => Promise<Told>;

/** What is told of a run that has ended. */
export const toldOf = (ended: Ended): Told => {
  const { run, rates, outages, violations, steps, faults, trace, traceHash } = ended;
  const seen = Object.entries(sometimes).flatMap(([name, isSeen]) => (isSeen(ended) ? [name] : []));
  return { run, rates, outages, violations, steps, faults, trace, traceHash, seen };
};
