import type { ArchivedCommit } from './archived-commit.ts';

/** A cold copy of the whole history, outside of the store. Every promise here is a rule of the contract suite that each adapter passes. */
export interface Archive {
  /**
   * Adds what the archive does not hold, each commit once, those of one stream in the order given; durable when answered.
   * Gives what was new to this process; others may have added it first. Safe to repeat after any failure, and beside others
   * who add the same. Throws {@link ArchiveUnavailable}.
   */
  add(commits: readonly ArchivedCommit[]): Promise<readonly ArchivedCommit[]>;

  /** Everything that it holds, day by day as recorded; within a day and a category in the order of adding. */
  parts(): AsyncIterable<ArchivedLines>;
}

/** Some lines that stand one behind the other in the archive. */
export interface ArchivedLines {
  /** Where they stand, for a person. */
  readonly from: string;
  readonly lines: readonly string[];
}

/** The archive cannot be used now, also after the adapter's own bounded retries. Trying later may help. */
export class ArchiveUnavailable extends Error {
  override readonly name = 'ArchiveUnavailable';
}
