import { partsOf, ticksOf } from './ticks.ts';

/** A unit that a point in time can be counted in. */
export type DatePart =
  'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond' | 'microsecond' | 'nanosecond';

const names: Readonly<Record<DatePart, readonly string[]>> = {
  year: ['year', 'yyyy', 'yy'],
  month: ['month', 'mm', 'm'],
  day: ['day', 'dd', 'd'],
  hour: ['hour', 'hh'],
  minute: ['minute', 'mi', 'n'],
  second: ['second', 'ss', 's'],
  millisecond: ['millisecond', 'ms'],
  microsecond: ['microsecond', 'mcs'],
  nanosecond: ['nanosecond', 'ns'],
};

const ticksPerSecond = 10_000_000n;

/** How long the parts are that have a fixed length, in nanoseconds. */
const nanoseconds: Readonly<Record<Exclude<DatePart, 'year' | 'month'>, bigint>> = {
  day: 86_400n * ticksPerSecond * 100n,
  hour: 3_600n * ticksPerSecond * 100n,
  minute: 60n * ticksPerSecond * 100n,
  second: ticksPerSecond * 100n,
  millisecond: 1_000_000n,
  microsecond: 1_000n,
  nanosecond: 1n,
};

/** Reads the name of a part, in any case. */
export function datePart(name: string): DatePart | undefined {
  const wanted = name.toLowerCase();
  return (Object.keys(names) as DatePart[]).find((part) => names[part].includes(wanted));
}

/** How many of a part have begun since 1970. Two points in time differ by the boundaries between them. */
export function countSince1970(part: DatePart, ticks: bigint): bigint {
  const [year, month] = partsOf(ticks);
  if (part === 'year') return BigInt(year - 1970);
  if (part === 'month') return BigInt((year - 1970) * 12 + month - 1);
  return floorDivide(ticks * 100n, nanoseconds[part]);
}

/** Moves a point in time by so many of a part; in a shorter month, the last day stands for those that it lacks. */
export function addParts(part: DatePart, count: bigint, ticks: bigint): bigint | undefined {
  if (part !== 'year' && part !== 'month') return ticks + (count * nanoseconds[part]) / 100n;
  const [year, month, day, ...time] = partsOf(ticks);
  const months = BigInt(year * 12 + month - 1) + count * (part === 'year' ? 12n : 1n);
  const [newYear, newMonth] = [Number(floorDivide(months, 12n)), Number(((months % 12n) + 12n) % 12n) + 1];
  if (newYear < 1 || newYear > 9999) return undefined;
  const lastDay = new Date(Date.UTC(2000 + (newYear % 400), newMonth, 0)).getUTCDate(); // the calendar repeats every 400 years
  return ticksOf([newYear, newMonth, Math.min(day, lastDay), ...time]);
}

/** The value that a part of a point in time shows; the small ones count from the last second on. */
export function partValue(part: DatePart, ticks: bigint): number {
  const [year, month, day, hour, minute, second, fraction] = partsOf(ticks);
  const values: Readonly<Record<DatePart, number>> = {
    year,
    month,
    day,
    hour,
    minute,
    second,
    millisecond: Math.floor(fraction / 10_000),
    microsecond: Math.floor(fraction / 10),
    nanosecond: fraction * 100,
  };
  return values[part];
}

/** Divides and rounds down, also below zero. */
export function floorDivide(value: bigint, by: bigint): bigint {
  const quotient = value / by;
  return value % by !== 0n && value < 0n !== by < 0n ? quotient - 1n : quotient;
}
