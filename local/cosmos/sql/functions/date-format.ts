import { partsOf } from './ticks.ts';

// Letters of .NET's custom formats, of which only those are here that need no language and no time zone.
const piece = /'[^']*'|"[^"]*"|\\.|y+|M+|d+|H+|h+|m+|s+|f+|t+|[^A-Za-z'"\\%]/gu;

/** Writes a point in time in a format such as `yyyy-MM-dd HH:mm:ss.fff`; `undefined` for letters that it does not know. */
export function formatDate(ticks: bigint, format: string): string | undefined {
  const pieces = format.match(piece) ?? [];
  if (pieces.join('') !== format) return undefined;
  const [year, month, day, hour, minute, second, fraction] = partsOf(ticks);
  const known: Readonly<Record<string, string>> = {
    ...numbers('M', month),
    ...numbers('d', day),
    ...numbers('H', hour),
    ...numbers('h', hour % 12 || 12),
    ...numbers('m', minute),
    ...numbers('s', second),
    yy: digits(year % 100, 2),
    yyyy: digits(year, 4),
    t: hour < 12 ? 'A' : 'P',
    tt: hour < 12 ? 'AM' : 'PM',
    ...Object.fromEntries(
      [1, 2, 3, 4, 5, 6, 7].map((count) => ['f'.repeat(count), digits(fraction, 7).slice(0, count)]),
    ),
  };
  const written = pieces.map((text) => (/^[A-Za-z]/.test(text) ? known[text] : literal(text)));
  return written.every((text) => text !== undefined) ? written.join('') : undefined;
}

function numbers(letter: string, value: number): Readonly<Record<string, string>> {
  return { [letter]: String(value), [letter.repeat(2)]: digits(value, 2) };
}

function literal(text: string): string {
  if (text.startsWith('\\')) return text.slice(1);
  return /^['"]/.test(text) ? text.slice(1, -1) : text;
}

function digits(value: number, count: number): string {
  return String(value).padStart(count, '0');
}
