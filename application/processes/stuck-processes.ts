import type { ProcessDocument } from '../../domain/modelling/processes/process-document.ts';

/** How many instances of a kind of process wait for an operator, and since when the one that has waited for the longest. */
export interface StuckProcesses {
  readonly process: string;
  /** Of the {@link mostLookedAt} that have done nothing for the longest. */
  readonly stuck: number;
  /** Undefined where none is. */
  readonly oldest: Pick<ProcessDocument, 'processId' | 'updatedAt'> | undefined;
}

/** So many are looked at in each run, of all processes together: more would tell operators nothing else. */
export const mostLookedAt = 100;

/** Counts the stuck of each kind of process; also where there is none. `stuck`: those that have done nothing for the longest first. */
export const stuckOf = (names: readonly string[], stuck: readonly ProcessDocument[]): readonly StuckProcesses[] =>
  names.map((name) => {
    const own = stuck.filter(({ process }) => process === name);
    return { process: name, stuck: own.length, oldest: own[0] };
  });
