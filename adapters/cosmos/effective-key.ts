import type { FeedRange } from '../../application/feed/measured-subscriber.ts';
import { murmur3 } from './murmur3.ts';

/**
 * The place of a text as a partition key among the ranges of its container: upper-case hex between `` and `FF`, which compares as
 * text. The hash is that of the SDK (@azure/cosmos 4.10.1, utils/hashing/v2.js), which does not export it.
 */
export const effectiveKeyOf = (partition: string): string => {
  const [h1, h2] = murmur3(Buffer.concat([Buffer.of(0x08), Buffer.from(partition), Buffer.of(0xff)]));
  const hex = h2.toString(16).padStart(16, '0') + h1.toString(16).padStart(16, '0');
  const first = Number.parseInt(hex.slice(0, 2), 16) & 0x3f; // so that FF comes after every key
  return (first.toString(16).padStart(2, '0') + hex.slice(2)).toUpperCase();
};

/** Whether a key lies in a range. */
export const isWithin = ({ from, to }: FeedRange, key: string): boolean => key >= from && key < to;
