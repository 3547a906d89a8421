/** The offset from UTC, in minutes, that a clock on the wall shows at a moment. */
export type OffsetAt = (time: Date) => number;

/** Of the time zone of this process. */
export const localOffset: OffsetAt = (time) => -time.getTimezoneOffset();

/**
 * What becomes of a string that Newtonsoft.Json takes for a date and time, as its readers do unless told otherwise: its own
 * form of the same moment (JamesNK/Newtonsoft.Json, DateTimeParser and DateTimeUtils). Digits of a second lose their last
 * zeros, an offset becomes that of the host. Undefined for every other string.
 */
export function rewrittenDate(text: string, offsetAt: OffsetAt = localOffset): string | undefined {
  return rewrittenIso(text, offsetAt) ?? rewrittenEpoch(text, offsetAt);
}

const iso = /^(.{10}T.{8})(?:\.(\d{1,7}))?([Zz]|(?:[+-]\d\d)?(?::(?:\d\d)?|\d\d)?)$/;

function rewrittenIso(text: string, offsetAt: OffsetAt): string | undefined {
  const [, dateAndTime = '', digits = '', zone = ''] = iso.exec(text) ?? [];
  const time = utcTime(dateAndTime, digits);
  if (time === undefined) return undefined;
  if (/^[+-]/.test(zone)) return inHostZone(new Date(time.getTime() - minutesOf(zone) * 60_000), digits, offsetAt);
  return `${secondsOf(time)}${fractionOf(digits)}${zone.toUpperCase().replace(/[^Z]/g, '')}`;
}

/** The second that is named, as if in UTC. Midnight may be the hour 24 of the day before; undefined for what is no time. */
function utcTime(dateAndTime: string, digits: string): Date | undefined {
  const [, date = '', hour, minute, second] = /^(\d{4}-\d\d-\d\d)T(\d\d):([0-5]\d):([0-5]\d)$/.exec(dateAndTime) ?? [];
  const midnight = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || date < '0001' || !midnight.toISOString().startsWith(date)) return undefined;
  if (Number(hour) > 24 || (Number(hour) === 24 && /[1-9]/.test(`${minute}${second}${digits}`))) return undefined;
  return new Date(midnight.getTime() + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000);
}

/** The older form of the same company: milliseconds since 1970. */
function rewrittenEpoch(text: string, offsetAt: OffsetAt): string | undefined {
  const [, milliseconds, offset] = /^\/Date\((-?\d{1,14})([+-]\d{2,4})?\)\/$/.exec(text) ?? [];
  if (milliseconds === undefined) return undefined;
  const time = new Date(Number(milliseconds));
  const digits = time.toISOString().slice(-4, -1);
  return offset === undefined ? `${secondsOf(time)}${fractionOf(digits)}Z` : inHostZone(time, digits, offsetAt);
}

function inHostZone(time: Date, digits: string, offsetAt: OffsetAt): string {
  const offset = offsetAt(time);
  const wall = new Date(time.getTime() + offset * 60_000);
  const two = (value: number) => String(value).padStart(2, '0');
  const sign = offset < 0 ? '-' : '+';
  const [hours, minutes] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
  return `${secondsOf(wall)}${fractionOf(digits)}${sign}${two(hours)}:${two(minutes)}`;
}

/** Of `+02:00`, `+0200`, `+02` or `+02:`. */
function minutesOf(zone: string): number {
  const [, hours = '', minutes = ''] = /^.(\d\d):?(\d*)$/.exec(zone) ?? [];
  return (zone.startsWith('-') ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function secondsOf(time: Date): string {
  return time.toISOString().slice(0, 19);
}

function fractionOf(digits: string): string {
  const significant = digits.replace(/0+$/, '');
  return significant === '' ? '' : `.${significant}`;
}
