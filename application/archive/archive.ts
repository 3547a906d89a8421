import { Unavailable } from '../unavailable.ts';
import type { ArchivedCommit } from './archived-commit.ts';

/** A copy of the whole history outside the store. Every promise here is a rule of the contract suite that each adapter passes. */
export interface Archive {
  /**
   * Adds the commits that the archive lacks, each once, those of one stream in the order given. Durable when it returns.
   * Returns the commits that were new to this process; another process may have added them first. Safe to repeat after any
   * failure, and while other processes add the same commits. Throws {@link ArchiveUnavailable}.
   */
  add(commits: readonly ArchivedCommit[]): Promise<readonly ArchivedCommit[]>;

  /** The whole archive, by the day of recording; within a day and a category in the order of adding. */
  parts(): AsyncIterable<ArchivedLines>;
}

/** Consecutive lines of the archive. */
export interface ArchivedLines {
  /** Where the lines are stored, for people to read. */
  readonly from: string;
  readonly lines: readonly string[];
}

/** The archive cannot be reached, also after the adapter's bounded retries. A later attempt may succeed. */
export class ArchiveUnavailable extends Unavailable {
  override readonly name = 'ArchiveUnavailable';
}
