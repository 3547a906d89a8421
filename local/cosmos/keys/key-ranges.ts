import type { Hashing } from './effective-key.ts';
import { legacyBoundary } from './legacy-key.ts';

/** A physical partition: the effective keys from `min` (inclusive) up to `max` (exclusive). */
export interface KeyRange {
  readonly no: number;
  readonly min: string;
  readonly max: string;
}

const throughputPerRange = 6000;
const mostThroughputPerRange = 10_000; // "Partitioning and horizontal scaling in Azure Cosmos DB"

/** How many ranges a container of this throughput (RU/s) begins with. */
export function rangeCount(throughput: number): number {
  return Math.max(1, Math.ceil(throughput / throughputPerRange));
}

/** How many ranges a container that exists must have to carry a throughput (RU/s). */
export function rangesNeeded(throughput: number): number {
  return Math.ceil(throughput / mostThroughputPerRange);
}

/** Cuts the whole key space into equal ranges, without a gap from `""` to `"FF"`. */
export function equalRanges(count: number, hashing: Hashing): readonly KeyRange[] {
  const boundaries = Array.from({ length: count - 1 }, (_, index) => boundary((index + 1) / count, hashing));
  return Array.from({ length: count }, (_, no) => ({
    no,
    min: boundaries[no - 1] ?? '',
    max: boundaries[no] ?? 'FF',
  }));
}

/** The range that holds an effective key. */
export function rangeOf(ranges: readonly KeyRange[], epk: string): KeyRange {
  const range = ranges.find(({ min, max }) => min <= epk && epk < max);
  if (range === undefined) throw new Error(`No range holds the effective partition key ${epk}.`);
  return range;
}

/** Where a range can be cut into halves; `undefined` when nothing lies between its ends. */
export function middleOf(range: KeyRange, hashing: Hashing): string | undefined {
  const [low, high] = ends(range, hashing);
  const at = boundaryAt(Math.floor((low + high) / 2), hashing);
  return range.min < at && at < range.max ? at : undefined;
}

/** How much of the key space a range holds, comparable between ranges of one container. */
export function widthOf(range: KeyRange, hashing: Hashing): number {
  const [low, high] = ends(range, hashing);
  return high - low;
}

// The first byte of a hash is below 0x40, so the space in use ends there and not at FF.
const space: Readonly<Record<Hashing, number>> = { V1: 2 ** 32, V2: 2 ** 30, MultiHash: 2 ** 30 };

function boundary(share: number, hashing: Hashing): string {
  return boundaryAt(Math.floor(share * space[hashing]), hashing);
}

function boundaryAt(position: number, hashing: Hashing): string {
  if (hashing === 'V1') return legacyBoundary(position);
  return position.toString(16).padStart(8, '0').padEnd(32, '0').toUpperCase();
}

function ends({ min, max }: KeyRange, hashing: Hashing): readonly [low: number, high: number] {
  return [min === '' ? 0 : positionOf(min, hashing), max === 'FF' ? space[hashing] : positionOf(max, hashing)];
}

/** The first position whose boundary is not before an effective key. Boundaries grow with their positions. */
function positionOf(epk: string, hashing: Hashing): number {
  let low = 0;
  let high = space[hashing];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (boundaryAt(middle, hashing) < epk) low = middle + 1;
    else high = middle;
  }
  return low;
}
