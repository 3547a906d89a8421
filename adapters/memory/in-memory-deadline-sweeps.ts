import type { DeadlineSweeps, UnfinishedSweeps } from '../../application/processes/deadlines/deadline-sweeps.ts';

/** Unfinished sweeps over due processes, which are forgotten on restart. */
export const inMemoryDeadlineSweeps = (): DeadlineSweeps => {
  let kept: UnfinishedSweeps = {};
  return {
    read: async () => kept,
    save: async (sweeps) => {
      kept = { ...sweeps };
    },
  };
};
