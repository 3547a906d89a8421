import type { Scope } from './evaluate.ts';

/** ORDER BY RANK: the best row has the highest score. A row's score depends on what else there is. */
export interface Ranking {
  /** Must see every row that there is, also those that WHERE drops, before anything is scored. */
  readonly observe: (row: Scope) => void;
  /** The scores of the rows that are left, in their order. */
  readonly scores: (rows: readonly Scope[]) => readonly number[];
}

/** One scoring function, which looks at one row at a time. */
export interface Score {
  readonly observe: (row: Scope) => void;
  readonly of: (row: Scope) => number;
}
