import { expect, inject, it } from 'vitest';
import { simulateLocally } from '../simulation/local/simulate-local.ts';

// What takes part in it, and what may go wrong, is told in docs/simulation.md.
it.each([2, 3])(
  'The shop over the local servers does nothing that should never happen, through seed %i',
  async (seed) => {
    const around = { bundle: inject('bundle'), blobs: inject('blobs') };
    const { violations, evidence } = await simulateLocally({ seed, commands: 10 }, around);
    expect(violations).toEqual([]);
    expect(evidence.records.commands.length).toBeGreaterThan(10);
  },
);
