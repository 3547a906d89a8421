import type { StreamId } from '../../domain/modelling/ids.ts';
import type { FeedRange, StoredCommit } from '../feed/measured-subscriber.ts';

/** The newest commits of one range of the feed. */
export interface RangeSample {
  readonly range: FeedRange;
  /** Newest first. */
  readonly commits: readonly StoredCommit[];
  /** Whether a stream lies in this range. */
  readonly holds: (streamId: StreamId) => boolean;
}

/** Looks at the end of the feed without following it. */
export interface NewestCommits {
  /** The newest commits of every range, so many of each at most. Documents that are no commits are left out. */
  newest(atMost: number): Promise<readonly RangeSample[]>;
}
