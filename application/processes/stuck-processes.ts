import type { ProcessDocument } from '../../domain/modelling/processes/process-document.ts';

/** How many instances of a kind of process wait for an operator, and since when the one that has waited for the longest. */
export interface StuckProcesses {
  readonly process: string;
  /** Of the {@link mostLookedAt} that have done nothing for the longest. */
  readonly stuck: number;
  /** Undefined where none is. */
  readonly oldest: Pick<ProcessDocument, 'processId' | 'updatedAt'> | undefined;
}

/** So many of each kind are looked at in each run: more would tell operators nothing else. */
export const mostLookedAt = 100;
