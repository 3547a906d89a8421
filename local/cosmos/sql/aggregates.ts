import { canonicalText, compareValues, typeRank, type Json, type Value } from './value.ts';

/** The aggregate functions over the values of a group; undefined values take no part. */
export type AggregateName = 'COUNT' | 'COUNTIF' | 'SUM' | 'AVG' | 'MIN' | 'MAX' | 'MAKELIST' | 'MAKESET';

/** Reads the name of an aggregate function, in any case. */
export function aggregateName(name: string): AggregateName | undefined {
  const upper = name.toUpperCase();
  return upper in aggregates ? (upper as AggregateName) : undefined;
}

/** Aggregates a group. One value of a wrong kind makes the whole result undefined. */
export function aggregate(name: AggregateName, values: readonly Value[]): Value {
  return aggregates[name](values.filter((value) => value !== undefined));
}

const aggregates: Readonly<Record<AggregateName, (values: readonly Value[]) => Value>> = {
  COUNT: (values) => values.length,
  COUNTIF: (values) => values.filter((value) => value === true).length,
  MAKELIST: (values) => values as readonly Json[],
  MAKESET: (values) => [...new Map(values.map((value) => [canonicalText(value), value as Json])).values()],
  SUM: (values) => sum(values),
  AVG: (values) => {
    const total = sum(values);
    return typeof total === 'number' && values.length > 0 ? total / values.length : undefined;
  },
  MIN: (values) => extreme(values, (order) => order < 0),
  MAX: (values) => extreme(values, (order) => order > 0),
};

function sum(values: readonly Value[]): Value {
  let total = 0;
  for (const value of values) {
    if (typeof value !== 'number') return undefined;
    total += value;
  }
  return total;
}

const firstStructuredRank = typeRank([]);

function extreme(values: readonly Value[], isBetter: (order: number) => boolean): Value {
  if (values.some((value) => typeRank(value) >= firstStructuredRank)) return undefined;
  return values.reduce(
    (best, value) => (best === undefined || isBetter(compareValues(value, best)) ? value : best),
    undefined,
  );
}
