import { fnv1a } from '../../../domain/modelling/fnv1a.ts';
import type { FeedRange } from '../../../application/feed/measured-subscriber.ts';

/** A part of the keys of streams: from the first one on, and before the second. */
export interface KeyRange {
  readonly from: number;
  readonly to: number;
}

/** Keys lie from 0 to below this: their names begin with 00 to 3F, as in Cosmos DB. */
const endOfKeys = 0x4000;

/** The key of a stream, by which its documents lie in ranges. */
export const keyOf = (streamId: string): number => Number.parseInt(fnv1a(streamId).slice(-4), 16) % endOfKeys;

/** Whether a key lies in a range. */
export const isKeyIn = ({ from, to }: KeyRange, key: number): boolean => from <= key && key < to;

/** Whether two ranges have the same keys. */
export const isSameRange = (one: KeyRange, other: KeyRange): boolean => one.from === other.from && one.to === other.to;

/** All keys in so many ranges of the same size. */
export const evenRanges = (count: number): readonly KeyRange[] =>
  Array.from({ length: count }, (_, index) => ({
    from: Math.round((endOfKeys * index) / count),
    to: Math.round((endOfKeys * (index + 1)) / count),
  }));

/** The two ranges that a range is divided into. */
export const halvesOf = ({ from, to }: KeyRange): readonly [KeyRange, KeyRange] => {
  const middle = Math.floor((from + to) / 2);
  return [
    { from, to: middle },
    { from: middle, to },
  ];
};

const hexadecimal = (key: number): string => key.toString(16).toUpperCase().padStart(4, '0');

/** The range as the store names it. */
export const feedRangeOf = ({ from, to }: KeyRange): FeedRange => ({
  from: from === 0 ? '' : hexadecimal(from),
  to: to === endOfKeys ? 'FF' : hexadecimal(to),
});

/** Whether a stream lies in a range as the store names it. */
export const isStreamIn = ({ from, to }: FeedRange, streamId: string): boolean => {
  const key = hexadecimal(keyOf(streamId));
  return from <= key && key < to;
};
