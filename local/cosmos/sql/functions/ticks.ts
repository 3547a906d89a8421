// A point in time is counted in ticks of 100 ns since 1970-01-01, as a bigint: a double cannot hold today to the tick.

const pattern = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?Z?)?$/;

export const ticksPerMillisecond = 10_000n;

const firstTick = -62_135_596_800_000n * ticksPerMillisecond; // 0001-01-01
const endOfTicks = 253_402_300_800_000n * ticksPerMillisecond; // 10000-01-01

/** Reads `YYYY-MM-DDThh:mm:ss.fffffffZ`, of which the time, the fraction and the Z may be missing. */
export function parseTicks(text: string): bigint | undefined {
  const found = pattern.exec(text);
  if (found === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map((part) => Number(part || 0)); // prettier-ignore
  return ticksOf([year, month, day, hour, minute, second, Number((found[7] ?? '').padEnd(7, '0'))]);
}

/** The parts of a point in time from the year down; the last one is the fraction of the second, in ticks. */
export type DateParts = readonly [
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
  fraction: number,
];

/** The point in time with these parts; `undefined` when there is none, such as on February 30. */
export function ticksOf(parts: DateParts): bigint | undefined {
  const [year, month, day, hour, minute, second, fraction] = parts;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  const ticks = BigInt(date.getTime()) * ticksPerMillisecond + BigInt(fraction);
  return isInRange(ticks) && partsOf(ticks).every((part, index) => part === parts[index]) ? ticks : undefined;
}

/** Takes a point in time apart. */
export function partsOf(ticks: bigint): DateParts {
  const fraction = Number(((ticks % 10_000_000n) + 10_000_000n) % 10_000_000n);
  const date = new Date(Number((ticks - BigInt(fraction)) / ticksPerMillisecond));
  return [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    fraction,
  ];
}

/** Writes a point in time with all its seven decimals; `undefined` outside the years 1 to 9999. */
export function formatTicks(ticks: bigint): string | undefined {
  if (!isInRange(ticks)) return undefined;
  const [year, month, day, hour, minute, second, fraction] = partsOf(ticks);
  const digits = (value: number, count: number): string => String(value).padStart(count, '0');
  const date = `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
  return `${date}T${digits(hour, 2)}:${digits(minute, 2)}:${digits(second, 2)}.${digits(fraction, 7)}Z`;
}

function isInRange(ticks: bigint): boolean {
  return ticks >= firstTick && ticks < endOfTicks;
}
