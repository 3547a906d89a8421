import { effectiveKey, type Hashing } from '../keys/effective-key.ts';
import { middleOf, widthOf } from '../keys/key-ranges.ts';
import { parseKeyText } from '../keys/partition-key.ts';
import { listRanges, type StoredRange } from '../storage/ranges.ts';
import { splitRange } from '../storage/split-range.ts';
import { requireContainer, type ContainerName } from './container.ts';
import { badRequest, rangeGone } from './failure.ts';
import type { Cosmos } from './operation.ts';

/**
 * Splits a range of a container at its middle, as the service does when one is full or busy, and gives the ids of the two
 * that take its place. Readers who know the old one get 410 with the substatus 1002, and go on with the new ones. Without
 * an id, the widest range is split. Fails with 404 and 410 when there is no such container or range.
 */
export function split(cosmos: Cosmos, name: ContainerName, id?: string): Promise<readonly [string, string]> {
  return cosmos.storage.write(() => {
    const { no, hashing, ranges } = requireContainer(cosmos, name);
    const parent = id === undefined ? widest(ranges, hashing) : ranges.find((range) => String(range.no) === id);
    if (parent === undefined) throw rangeGone(id ?? '(none)');
    const [first, second] = splitAtMiddle(cosmos, { no, hashing }, parent);
    return [String(first), String(second)];
  });
}

/** A container whose ranges are split. */
interface SplitContainer {
  readonly no: number;
  readonly hashing: Hashing;
}

/** Splits the widest ranges of a container until there are so many. Only within a write. */
export function splitUpTo(cosmos: Cosmos, container: SplitContainer, count: number): void {
  for (;;) {
    const ranges = listRanges(cosmos.storage, container.no);
    const parent = widest(ranges, container.hashing);
    if (ranges.length >= count || parent === undefined) return;
    splitAtMiddle(cosmos, container, parent);
  }
}

function splitAtMiddle(
  { storage }: Cosmos,
  { no: container, hashing }: SplitContainer,
  parent: StoredRange,
): readonly [number, number] {
  const at = middleOf(parent, hashing);
  if (at === undefined) throw badRequest(`The range ${parent.no} is too narrow to be split.`);
  const isBeyond = (key: string): boolean => effectiveKey(parseKeyText(key), hashing) >= at;
  return splitRange(storage, { container, parent, at, isBeyond });
}

function widest(ranges: readonly StoredRange[], hashing: Hashing): StoredRange | undefined {
  const [first] = ranges.toSorted((left, right) => widthOf(right, hashing) - widthOf(left, hashing));
  return first;
}
