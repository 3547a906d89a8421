import type { Hashing } from './effective-key.ts';
import { legacyBoundary } from './legacy-key.ts';

/** A physical partition: the effective keys from `min` (inclusive) up to `max` (exclusive). */
export interface KeyRange {
  readonly no: number;
  readonly min: string;
  readonly max: string;
}

const throughputPerRange = 6000;

/** How many ranges a container of this throughput (RU/s) begins with. */
export function rangeCount(throughput: number): number {
  return Math.max(1, Math.ceil(throughput / throughputPerRange));
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

function boundary(share: number, hashing: Hashing): string {
  if (hashing === 'V1') return legacyBoundary(Math.floor(share * 2 ** 32));
  // The first byte of a hash is below 0x40, so the space in use ends there and not at FF.
  return Math.floor(share * 0x40000000)
    .toString(16)
    .padStart(8, '0')
    .padEnd(32, '0')
    .toUpperCase();
}
