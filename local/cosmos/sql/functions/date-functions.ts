import type { Value } from '../value.ts';
import { formatDate } from './date-format.ts';
import { addParts, countSince1970, datePart, floorDivide, partValue, type DatePart } from './date-part.ts';
import type { SqlFunction } from './sql-function.ts';
import { formatTicks, parseTicks, ticksOf, ticksPerMillisecond, type DateParts } from './ticks.ts';

/** Dates as ISO 8601 text, as ticks of 100 ns, and as Unix milliseconds. What is no date gives undefined. */
export const dateFunctions: Readonly<Record<string, SqlFunction>> = {
  DATETIMEADD: {
    arity: [3, 3],
    apply: (part, count, date) =>
      ofPart(part, (unit) => ofInteger(count, (by) => ofDate(date, (ticks) => format(addParts(unit, by, ticks))))),
  },
  DATETIMEBIN: { arity: [2, 4], apply: dateTimeBin },
  DATETIMEDIFF: {
    arity: [3, 3],
    apply: (part, start, end) =>
      ofPart(part, (unit) =>
        ofDate(start, (from) => ofDate(end, (to) => Number(countSince1970(unit, to) - countSince1970(unit, from)))),
      ),
  },
  DATETIMEFORMAT: {
    arity: [2, 2],
    apply: (date, format) =>
      typeof format === 'string' ? ofDate(date, (ticks) => formatDate(ticks, format)) : undefined,
  },
  DATETIMEFROMPARTS: {
    arity: [3, 7],
    apply: (...given) => {
      const parts = [...given, 0, 0, 0, 0].slice(0, 7); // the time may be missing, from its end on
      return parts.every((part) => Number.isInteger(part)) ? format(ticksOf(parts as unknown as DateParts)) : undefined;
    },
  },
  DATETIMEPART: {
    arity: [2, 2],
    apply: (part, date) => ofPart(part, (unit) => ofDate(date, (ticks) => partValue(unit, ticks))),
  },
  DATETIMETOTICKS: ofOneDate(Number),
  DATETIMETOTIMESTAMP: ofOneDate((ticks) => Number(floorDivide(ticks, ticksPerMillisecond))),
  DAY: ofOneDate((ticks) => partValue('day', ticks)),
  MONTH: ofOneDate((ticks) => partValue('month', ticks)),
  YEAR: ofOneDate((ticks) => partValue('year', ticks)),
  TICKSTODATETIME: { arity: [1, 1], apply: (ticks) => ofInteger(ticks, formatTicks) },
  TIMESTAMPTODATETIME: {
    arity: [1, 1],
    apply: (milliseconds) => ofInteger(milliseconds, (value) => formatTicks(value * ticksPerMillisecond)),
  },
};

function dateTimeBin(date: Value, part: Value, size: Value = 1, origin: Value = '1970-01-01'): Value {
  return ofPart(part, (unit) =>
    ofInteger(size, (count) =>
      count <= 0n ? undefined : ofDate(date, (ticks) => ofDate(origin, (start) => bin(unit, count, [start, ticks]))),
    ),
  );
}

/** The begin of the bin that a point in time falls in; bins are counted from an origin on, in both directions. */
function bin(part: DatePart, size: bigint, [origin, ticks]: readonly [bigint, bigint]): Value {
  const isCalendar = part === 'year' || part === 'month';
  const length = isCalendar ? size : (addParts(part, size, 0n) ?? 0n) || 1n; // a tick is 100 ns: no bin is shorter
  const distance = isCalendar ? countSince1970(part, ticks) - countSince1970(part, origin) : ticks - origin;
  const begin = floorDivide(distance, length) * length;
  return format(isCalendar ? addParts(part, begin, origin) : origin + begin);
}

function ofOneDate(compute: (ticks: bigint) => Value): SqlFunction {
  return { arity: [1, 1], apply: (date) => ofDate(date, compute) };
}

function ofDate(date: Value, compute: (ticks: bigint) => Value): Value {
  const ticks = typeof date === 'string' ? parseTicks(date) : undefined;
  return ticks === undefined ? undefined : compute(ticks);
}

function ofPart(name: Value, compute: (part: DatePart) => Value): Value {
  const part = typeof name === 'string' ? datePart(name) : undefined;
  return part === undefined ? undefined : compute(part);
}

function ofInteger(value: Value, compute: (integer: bigint) => Value): Value {
  return typeof value === 'number' && Number.isInteger(value) ? compute(BigInt(value)) : undefined;
}

function format(ticks: bigint | undefined): Value {
  return ticks === undefined ? undefined : formatTicks(ticks);
}
