import type { FeedRange } from '../feed/measured-subscriber.ts';

/** The name of a range in reports. Keys are hexadecimal. */
export const rangeName = ({ from, to }: FeedRange): string => `${from}-${to}`;

/** Whether a range has keys in common with the one of this name. */
export const hasKeysOf = ({ from, to }: FeedRange, name: string): boolean => {
  const [first = '', behind = ''] = name.split('-');
  return from < behind && first < to;
};
