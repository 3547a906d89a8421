/** A range of effective partition keys: hashes as hexadecimal text, from the first to before the last. */
export interface KeyRange {
  readonly minInclusive: string;
  readonly maxExclusive: string;
}

/** Hashes (version 2) begin below this: their first two bits are zero (murmur3 as the SDK uses it, hashing/v2). */
const endOfHashes = 0x40_00_00_00;
const digits = 32;

/**
 * Divides ranges into equal parts, at least so many in all, and joins neighbours where there would be more than `atMost`. The
 * hashes of keys are spread evenly, and so are the parts.
 */
export const divided = (ranges: readonly KeyRange[], atLeast: number, atMost: number): readonly KeyRange[] => {
  const sorted = ranges.toSorted((one, other) => (one.minInclusive < other.minInclusive ? -1 : 1));
  const ofEach = Math.max(1, Math.ceil(atLeast / Math.max(1, ranges.length)));
  const parts = sorted.flatMap((range) => dividedInto(range, ofEach));
  const together = Math.ceil(parts.length / atMost);
  return parts.flatMap(({ minInclusive, maxExclusive }, index) =>
    index % together === 0
      ? [
          {
            minInclusive,
            maxExclusive: parts[index + together - 1]?.maxExclusive ?? parts.at(-1)?.maxExclusive ?? maxExclusive,
          },
        ]
      : [],
  );
};

const dividedInto = ({ minInclusive, maxExclusive }: KeyRange, parts: number): readonly KeyRange[] => {
  const from = startOf(minInclusive, 0);
  const to = Math.min(startOf(maxExclusive, endOfHashes), endOfHashes);
  const bounds = Array.from({ length: parts - 1 }, (_, index) =>
    textOf(from + Math.round(((to - from) * (index + 1)) / parts)),
  );
  const starts = [minInclusive, ...bounds];
  return starts.map((start, index) => ({ minInclusive: start, maxExclusive: bounds[index] ?? maxExclusive }));
};

/** The first 32 bits of a hash. */
const startOf = (hash: string, empty: number): number =>
  hash === '' ? empty : Number.parseInt(hash.slice(0, 8).padEnd(8, '0'), 16);

const textOf = (start: number): string => start.toString(16).toUpperCase().padStart(8, '0').padEnd(digits, '0');

/** A range as the name of a part. */
export const nameOf = ({ minInclusive, maxExclusive }: KeyRange): string => `${minInclusive}-${maxExclusive}`;

/** The range of a part. Throws for another text. */
export const rangeNamed = (name: string): KeyRange => {
  const found = /^([0-9A-F]*)-([0-9A-F]+)$/.exec(name);
  if (found === null) throw new Error(`${name} is no part of the history.`);
  const [, minInclusive = '', maxExclusive = ''] = found;
  return { minInclusive, maxExclusive };
};
