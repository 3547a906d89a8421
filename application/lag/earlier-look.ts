import type { StoredCommit } from '../feed/measured-subscriber.ts';
import type { RangeSample } from './newest-commits.ts';
import { hasKeysOf } from './range-name.ts';
import type { RangeLag } from './subscriber-lag.ts';

/** What an earlier look tells about a range. */
export interface EarlierLook {
  /** The commits of the range that had no effect then. */
  readonly waited: readonly StoredCommit[];
  /** A commit up to which, in the order of writing, all of the range had their effect then. */
  readonly settled: StoredCommit | undefined;
}

/**
 * Takes what is known of a range from the reports about the ranges that had its keys at the look before: the range itself, the one
 * that it was divided from, or those that it was joined from.
 */
export const earlierLook = (
  { range, holds }: Pick<RangeSample, 'range' | 'holds'>,
  before: readonly RangeLag[],
): EarlierLook => {
  const had = before.filter((each) => hasKeysOf(range, each.range));
  const settled = had.flatMap((each) => each.settled ?? []);
  return {
    waited: had.flatMap(({ waiting }) => waiting ?? []).filter(({ streamId }) => holds(streamId)),
    settled:
      settled.length < had.length ? undefined : settled.toSorted((one, other) => one.writtenAt - other.writtenAt).at(0),
  };
};
