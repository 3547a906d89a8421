import type { StreamId } from '../../domain/modelling/ids.ts';
import type { Subscriber } from './subscriber.ts';

/** A version of a stream, with the category of the stream. */
export interface StreamVersion {
  readonly streamId: StreamId;
  readonly category: string;
  readonly version: number;
}

/** As much of a commit in the store as it takes to ask for its effect. */
export interface StoredCommit extends StreamVersion {
  readonly recordedAt: string;
  /** When the store wrote it: whole seconds since 1970, by the store's own clock. */
  readonly writtenAt: number;
}

/** A part of the feed that one reader follows at a time: the keys from `from` on, and before `to`. */
export interface FeedRange {
  readonly from: string;
  readonly to: string;
}

/** Whether a commit has had the effect that it should have on a subscriber; 'notConcerned' where it should have none. */
export type Reached = 'reached' | 'missing' | 'notConcerned';

/**
 * A subscriber whose lag can be measured: it says of commits, which it may never have been given, whether their effect is
 * stored. Every subscriber of a running system is one.
 */
export interface MeasuredSubscriber extends Subscriber {
  /**
   * What became of each of these commits of one range, in their order. Reads stores only, and changes nothing. Up to the second
   * `foundUpTo` all commits of the range had their effect at an earlier look: for those who cannot prove it for ever.
   */
  reached(commits: readonly StoredCommit[], range: FeedRange, foundUpTo?: number): Promise<readonly Reached[]>;
}
