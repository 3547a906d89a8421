import { canonicalText, typeRank, type Value } from './value.ts';

/** The bytes from `low` (inclusive) up to `high` (exclusive). */
export interface ByteRange {
  readonly low: Uint8Array;
  readonly high: Uint8Array;
}

/** Writes a value as bytes that compare, one by one, as the values do in ORDER BY: what an index can be made of. */
export function orderedBytes(value: Value): Buffer {
  const rank = Buffer.of(typeRank(value));
  if (value === undefined || value === null) return rank;
  if (typeof value === 'boolean') return Buffer.concat([rank, Buffer.of(Number(value))]);
  if (typeof value === 'number') return Buffer.concat([rank, orderedNumber(value)]);
  return Buffer.concat([rank, Buffer.from(typeof value === 'string' ? value : canonicalText(value))]);
}

/** The least bytes that are greater. */
export function successor(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([bytes, Buffer.of(0)]);
}

/** All values of the same type as this one. */
export function sameType(value: Value): ByteRange {
  const rank = typeRank(value);
  return { low: Buffer.of(rank), high: Buffer.of(rank + 1) };
}

/** All values. */
export const everyValue: ByteRange = { low: Buffer.of(), high: Buffer.of(0xff) };

/** The values that are in both ranges. */
export function intersection(left: ByteRange, right: ByteRange): ByteRange {
  return {
    low: Buffer.compare(left.low, right.low) > 0 ? left.low : right.low,
    high: Buffer.compare(left.high, right.high) < 0 ? left.high : right.high,
  };
}

/** The bits of a double, turned so that they compare as unsigned. -0 is 0. */
function orderedNumber(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value === 0 ? 0 : value);
  const isNegative = (bytes[0] ?? 0) >= 0x80;
  return isNegative
    ? (bytes.map((byte) => 0xff - byte) as Buffer)
    : Buffer.concat([Buffer.of((bytes[0] ?? 0) | 0x80), bytes.subarray(1)]);
}
