import { rewrittenDate } from './date-text.ts';

/** How documents are read and written. */
export interface NewtonsoftSettings {
  /** Whether strings that look like dates and times are rewritten: Newtonsoft's default. */
  readonly rewritesDates: boolean;
}

/** The deepest nesting that a reader takes, since Newtonsoft.Json 13. */
const maximumDepth = 64;

/**
 * The JSON text of a value that Newtonsoft.Json has read and written again: the Functions host does so with every document
 * before a function gets it. The order of members, and all that is said by a number, stay; see {@link rewrittenDate} for what does
 * not. Throws what the reader throws on a value that is nested too deep.
 */
export function newtonsoftJson(value: unknown, settings: NewtonsoftSettings, depth = 0): string {
  if (typeof value === 'string') return stringJson(value, settings);
  if (typeof value === 'number') return numberJson(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  if (depth >= maximumDepth) throw new Error(`The reader's MaxDepth of ${maximumDepth} has been exceeded.`);
  const within = (each: unknown) => newtonsoftJson(each, settings, depth + 1);
  if (Array.isArray(value)) return `[${value.map(within).join(',')}]`;
  const members = Object.entries(value).map(([name, each]) => `${JSON.stringify(name.toWellFormed())}:${within(each)}`);
  return `{${members.join(',')}}`;
}

/** Half of a surrogate pair does not survive the way to the worker. */
function stringJson(text: string, { rewritesDates }: NewtonsoftSettings): string {
  return JSON.stringify(((rewritesDates ? rewrittenDate(text) : undefined) ?? text).toWellFormed());
}

/** Integers as digits; others in the shortest form that .NET reads back, which has an exponent sooner than JavaScript's. */
function numberJson(value: number): string {
  const text = JSON.stringify(value);
  if (/^-?\d+$/.test(text)) return text;
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  if (Number(exponent) < 15 && Number(exponent) >= -5) return text;
  return `${mantissa}E${exponent.slice(0, 1)}${exponent.slice(1).padStart(2, '0')}`;
}
