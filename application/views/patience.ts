/** The patience of one query. */
export interface Patience {
  /** The result of the work; 'late' when it takes longer than the patience allows. */
  readonly within: <Result>(work: Promise<Result>) => Promise<Result | 'late'>;
  /** Waits before the next read; false when no time is left for one. `looks` counts from 1. */
  readonly pause: (looks: number) => Promise<boolean>;
}

/** At this look, about a second after the first, a version that the stream does not have is taken for one that never comes. */
export const lookInDoubt = 8;
