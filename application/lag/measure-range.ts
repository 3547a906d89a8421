import type { MeasuredSubscriber, StoredCommit } from '../feed/measured-subscriber.ts';
import type { ParkingLot } from '../feed/parking-lot.ts';
import type { RangeSample } from './newest-commits.ts';
import { secondsSince, type RangeLag } from './subscriber-lag.ts';

/** What measures one range for one subscriber. */
export interface MeasuringRange {
  readonly subscriber: MeasuredSubscriber;
  readonly parkingLot: Pick<ParkingLot, 'parkedAmong'>;
  /** Now, as an ISO 8601 date and time. */
  readonly now: string;
}

/**
 * Compares the newest commits of a range, and the oldest that waited at the last look, with their effects. Where all were found and
 * nothing was written since, nothing is asked.
 */
export const measureRange = async (
  measuring: MeasuringRange,
  { range, commits: newest }: RangeSample,
  before: RangeLag | undefined,
): Promise<RangeLag> => {
  if (before !== undefined && isSettled(before, newest)) return before;
  const commits = withWaiting(newest, before?.waiting ?? null);
  const reached = commits.length === 0 ? [] : await measuring.subscriber.reached(commits, range);
  const missing = commits.filter((_, index) => reached[index] === 'missing');
  const late = await unparked(measuring, missing);
  const waiting = late.reduce<StoredCommit | null>(olderOf, null);
  return {
    range: rangeName(range),
    behindSeconds: waiting === null ? 0 : secondsSince(waiting.recordedAt, measuring.now),
    sampled: reached.filter((each) => each !== 'notConcerned').length,
    parked: missing.length - late.length,
    waiting,
    settled: missing.length === 0 ? (newest[0] ?? null) : null,
  };
};

const isSettled = ({ settled }: RangeLag, newest: readonly StoredCommit[]): boolean =>
  settled !== null && newest.slice(0, 1).some((last) => isSame(settled, last));

/** Without the commits whose stream is parked: they wait for an operator. */
const unparked = async (
  { subscriber, parkingLot }: MeasuringRange,
  missing: readonly StoredCommit[],
): Promise<readonly StoredCommit[]> => {
  if (missing.length === 0) return [];
  const streams = [...new Set(missing.map(({ streamId }) => streamId))];
  const parked = new Set(await parkingLot.parkedAmong(subscriber.name, streams));
  return missing.filter(({ streamId }) => !parked.has(streamId));
};

/** The name of a range in reports. */
export const rangeName = ({ from, to }: RangeSample['range']): string => `${from}-${to}`;

const isSame = (one: StoredCommit, other: StoredCommit): boolean =>
  one.streamId === other.streamId && one.version === other.version;

const withWaiting = (newest: readonly StoredCommit[], waiting: StoredCommit | null): readonly StoredCommit[] =>
  waiting === null || newest.some((commit) => isSame(commit, waiting)) ? newest : [...newest, waiting];

const olderOf = (oldest: StoredCommit | null, commit: StoredCommit): StoredCommit =>
  oldest !== null && oldest.recordedAt <= commit.recordedAt ? oldest : commit;
