import { describe, expect, it } from 'vitest';
import type { DeadlineSweeps } from '../../../application/processes/deadlines/deadline-sweeps.ts';

const sweepAt = (continuation: string) => ({ before: '2026-05-04T10:00:00.000Z', continuation });

/** What every place for unfinished sweeps promises. `make` gives an empty one. */
export const deadlineSweepsContract = (name: string, make: () => Promise<DeadlineSweeps>): void => {
  describe(`${name} keeps the promises of a place for unfinished sweeps`, () => {
    it('is empty at first', async () => {
      expect(await (await make()).read()).toEqual({});
    });

    it('gives back what was saved last, and nothing of what was saved before', async () => {
      const sweeps = await make();
      await sweeps.save({ 0: sweepAt('here'), 5: sweepAt('there') });
      expect(await sweeps.read()).toEqual({ 0: sweepAt('here'), 5: sweepAt('there') });
      await sweeps.save({ 5: sweepAt('further') });
      expect(await sweeps.read()).toEqual({ 5: sweepAt('further') });
      await sweeps.save({});
      expect(await sweeps.read()).toEqual({});
    });
  });
};
