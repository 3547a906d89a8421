import type { TotalPlace } from './contributions.ts';

/** Lower than every character that a value keeps, so that places are in the order of the first field, then of the next. */
const separator = ' ';

/** The next character after the separator. */
const behindSeparator = '!';

/** The place of a key. No two keys have the same one. */
export const placeOf = (key: TotalPlace['key']): TotalPlace => ({
  key,
  partition: Object.values(key).map(escaped).join(separator),
});

/** The place of a partition, whose key has these fields. */
export const placeIn = (partition: string, fields: readonly string[]): TotalPlace => {
  const values = partition.split(separator).map((value) => value.replaceAll('%20', separator).replaceAll('%25', '%'));
  return { partition, key: Object.fromEntries(fields.map((field, index) => [field, values[index] ?? ''])) };
};

/** The partitions from which and before which the first field of a key has the values of a request. */
export const boundsOf = ({ from, to }: { readonly from?: string; readonly to?: string }) => ({
  ...(from === undefined ? {} : { from: escaped(from) }),
  ...(to === undefined ? {} : { before: escaped(to) + behindSeparator }),
});

const escaped = (value: string): string => value.replaceAll('%', '%25').replaceAll(separator, '%20');
