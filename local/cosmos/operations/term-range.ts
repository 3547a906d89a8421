import {
  everyValue,
  intersection,
  orderedBytes,
  sameType,
  successor,
  type ByteRange,
  type Restriction,
  type Value,
} from '../sql/index.ts';

/** The values that a path may have under these restrictions. Comparisons hold between values of one type only. */
export function termRange(restrictions: readonly Restriction[]): ByteRange {
  return restrictions.map(rangeOf).reduce(intersection, everyValue);
}

/** The values from `value` on in the direction of an ORDER BY, itself included: there, equal values may still follow. */
export function rangeFrom(value: Value, isDescending: boolean): ByteRange {
  const bytes = orderedBytes(value);
  return isDescending ? { low: everyValue.low, high: successor(bytes) } : { low: bytes, high: everyValue.high };
}

function rangeOf({ operator, value }: Restriction): ByteRange {
  if (value === undefined) return everyValue;
  const bytes = orderedBytes(value);
  const { low, high } = sameType(value);
  switch (operator) {
    case '=':
      return { low: bytes, high: successor(bytes) };
    case '<':
      return { low, high: bytes };
    case '<=':
      return { low, high: successor(bytes) };
    case '>':
      return { low: successor(bytes), high };
    case '>=':
      return { low: bytes, high };
  }
}
