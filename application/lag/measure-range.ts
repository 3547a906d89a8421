import type { MeasuredSubscriber, StoredCommit } from '../feed/measured-subscriber.ts';
import type { ParkingLot } from '../feed/parking-lot.ts';
import { earlierLook } from './earlier-look.ts';
import type { RangeSample } from './newest-commits.ts';
import { rangeName } from './range-name.ts';
import { secondsSince, type RangeLag } from './subscriber-lag.ts';

/** What measures one range for one subscriber. */
export interface MeasuringRange {
  readonly subscriber: MeasuredSubscriber;
  readonly parkingLot: Pick<ParkingLot, 'parkedAmong'>;
  /** Now, as an ISO 8601 date and time. */
  readonly now: string;
  /**
   * Whether nothing was measured before, of any subscriber. Then no marks have been made either of what was taken until now, so
   * who is measured by marks is taken for current: whether it is shows with the next commit.
   */
  readonly isFirst: boolean;
}

/**
 * Compares the newest commits of a range, and those that waited at the look before, with their effects. Where all were found and
 * nothing was written since, nothing is asked. The look before may have been at other ranges: the store divides and joins them.
 */
export const measureRange = async (
  measuring: MeasuringRange,
  sample: RangeSample,
  before: readonly RangeLag[],
): Promise<RangeLag> => {
  const { range, commits: newest } = sample;
  const same = before.find((each) => each.range === rangeName(range));
  if (same !== undefined && isSettled(same, newest)) return same;
  const { waited, settled } = earlierLook(sample, before);
  const commits = withWaiting(newest, waited);
  const foundUpTo = (measuring.isFirst ? newest[0] : settled)?.writtenAt;
  const reached = commits.length === 0 ? [] : await measuring.subscriber.reached(commits, range, foundUpTo);
  const missing = commits.filter((_, index) => reached[index] === 'missing');
  const late = await unparked(measuring, missing);
  const waiting = late.reduce<StoredCommit | null>(olderOf, null);
  return {
    range: rangeName(range),
    behindSeconds: waiting === null ? 0 : secondsSince(waiting.recordedAt, measuring.now),
    sampled: reached.filter((each) => each !== 'notConcerned').length,
    parked: missing.length - late.length,
    waiting,
    settled: (missing.length === 0 ? newest[0] : settled) ?? null,
  };
};

const isSettled = ({ settled, waiting, parked }: RangeLag, newest: readonly StoredCommit[]): boolean =>
  settled !== null && waiting === null && parked === 0 && newest.slice(0, 1).some((last) => isSame(settled, last));

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

const isSame = (one: StoredCommit, other: StoredCommit): boolean =>
  one.streamId === other.streamId && one.version === other.version;

const withWaiting = (newest: readonly StoredCommit[], waited: readonly StoredCommit[]): readonly StoredCommit[] => [
  ...newest,
  ...waited.filter((waiting) => !newest.some((commit) => isSame(commit, waiting))),
];

const olderOf = (oldest: StoredCommit | null, commit: StoredCommit): StoredCommit =>
  oldest !== null && oldest.recordedAt <= commit.recordedAt ? oldest : commit;
