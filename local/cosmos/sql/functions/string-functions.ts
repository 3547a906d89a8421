import type { Value } from '../value.ts';
import { ofString, stringTest, type SqlFunction } from './sql-function.ts';

/** Text. Positions and lengths count UTF-16 units, as JSON libraries do. */
export const stringFunctions: Readonly<Record<string, SqlFunction>> = {
  CONCAT: {
    arity: [2, Number.POSITIVE_INFINITY],
    apply: (...texts) => (texts.every((text) => typeof text === 'string') ? texts.join('') : undefined),
  },
  CONTAINS: stringTest((text, part) => text.includes(part)),
  ENDSWITH: stringTest((text, part) => text.endsWith(part)),
  INDEX_OF: {
    arity: [2, 3],
    apply: (text, part, from = 0) =>
      typeof text === 'string' && typeof part === 'string' && typeof from === 'number'
        ? text.indexOf(part, from)
        : undefined,
  },
  LEFT: ofTextAndCount((text, count) => text.slice(0, count)),
  LENGTH: ofString((text) => text.length),
  LOWER: ofString((text) => text.toLowerCase()),
  LTRIM: ofString((text) => text.trimStart()),
  REPLACE: {
    arity: [3, 3],
    apply: (text, part, by) =>
      typeof text === 'string' && typeof part === 'string' && typeof by === 'string'
        ? replaceAll(text, part, by)
        : undefined,
  },
  REPLICATE: ofTextAndCount((text, count) => (text.length * count > 10_000 ? undefined : text.repeat(count))),
  REVERSE: ofString((text) => Array.from(text).reverse().join('')),
  RIGHT: ofTextAndCount((text, count) => (count === 0 ? '' : text.slice(-count))),
  RTRIM: ofString((text) => text.trimEnd()),
  STARTSWITH: stringTest((text, part) => text.startsWith(part)),
  STRINGEQUALS: stringTest((text, other) => text === other),
  SUBSTRING: {
    arity: [3, 3],
    apply: (text, from, count) =>
      typeof text === 'string' && typeof from === 'number' && typeof count === 'number'
        ? text.slice(Math.max(0, from), Math.max(0, from) + Math.max(0, count))
        : undefined,
  },
  TOSTRING: {
    arity: [1, 1],
    apply: (value) => (typeof value === 'string' || value === undefined ? value : JSON.stringify(value)),
  },
  TRIM: ofString((text) => text.trim()),
  UPPER: ofString((text) => text.toUpperCase()),
};

function ofTextAndCount(compute: (text: string, count: number) => Value): SqlFunction {
  return {
    arity: [2, 2],
    apply: (text, count) =>
      typeof text === 'string' && typeof count === 'number' ? compute(text, Math.max(0, Math.trunc(count))) : undefined,
  };
}

function replaceAll(text: string, part: string, by: string): string {
  return part === '' ? text : text.replaceAll(part, () => by);
}
