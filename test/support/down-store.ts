import { setTimeout } from 'node:timers/promises';
import type { Fault } from '@annal/local-cosmos';
import { expect } from 'vitest';
import { StoreUnavailable } from '../../application/streams/event-store.ts';

/** Operations of stores, by name. */
export type Operations = readonly (readonly [string, () => Promise<unknown>])[];

/** More failures of every request than any operation tries. */
export const downForGood = (answer: Fault['answer']): readonly Fault[] =>
  Array.from({ length: 5_000 }, () => ({ when: 'before-commit', answer, match: () => true }));

/** Shorter than the SDK goes on by itself: from ten seconds up to two minutes. */
const sdkGoesOnMs = 9_000;

/**
 * Runs all operations at once; answers how each ended. By a timer of this process, and not by the clock of the machine: where
 * the process gets no time, the budget and this timer are late together.
 */
const outcomes = async (operations: Operations) => {
  const pending = setTimeout(sdkGoesOnMs, 'still trying', { ref: false });
  return Promise.all(
    operations.map(async ([name, run]) => {
      const ended = run().catch((error: unknown) => error);
      return [name, await Promise.race([ended, pending])] as const;
    }),
  );
};

/** Runs all operations at once, and expects that each ends as unavailable within its budget. */
export const expectUnavailable = async (operations: Operations): Promise<void> => {
  for (const [name, outcome] of await outcomes(operations)) expect(outcome, name).toBeInstanceOf(StoreUnavailable);
};
