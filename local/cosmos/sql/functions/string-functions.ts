import type { Value } from '../value.ts';
import { ofString, stringTest, type SqlFunction } from './sql-function.ts';

/** Text. Positions and lengths count UTF-16 units, as JSON libraries do. */
export const stringFunctions: Readonly<Record<string, SqlFunction>> = {
  CONCAT: {
    arity: [2, Number.POSITIVE_INFINITY],
    apply: (...texts) => (texts.every((text) => typeof text === 'string') ? texts.join('') : undefined),
  },
  CONTAINS: stringTest((text, part) => text.includes(part)),
  CONTAINSALLCI: ofParts((text, parts) => parts.every((part) => text.toLowerCase().includes(part.toLowerCase()))),
  CONTAINSALLCS: ofParts((text, parts) => parts.every((part) => text.includes(part))),
  CONTAINSANYCI: ofParts((text, parts) => parts.some((part) => text.toLowerCase().includes(part.toLowerCase()))),
  CONTAINSANYCS: ofParts((text, parts) => parts.some((part) => text.includes(part))),
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
  LASTINDEXOF: {
    arity: [2, 2],
    apply: (text, part) => (typeof text === 'string' && typeof part === 'string' ? text.lastIndexOf(part) : undefined),
  },
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
  STRINGJOIN: {
    arity: [2, 2],
    apply: (texts, separator) =>
      Array.isArray(texts) && texts.every((text) => typeof text === 'string') && typeof separator === 'string'
        ? texts.join(separator)
        : undefined,
  },
  STRINGSPLIT: {
    arity: [2, 2],
    apply: (text, separator) =>
      typeof text === 'string' && typeof separator === 'string' ? text.split(separator) : undefined,
  },
  SUBSTRING: {
    arity: [3, 3],
    apply: (text, from, count) =>
      typeof text === 'string' && typeof from === 'number' && typeof count === 'number'
        ? text.slice(Math.max(0, from), Math.max(0, from) + Math.max(0, count))
        : undefined,
  },
  TRIM: ofString((text) => text.trim()),
  UPPER: ofString((text) => text.toUpperCase()),
};

/** A test of a text against one part or more. */
function ofParts(test: (text: string, parts: readonly string[]) => boolean): SqlFunction {
  return {
    arity: [2, Number.POSITIVE_INFINITY],
    apply: (text, ...parts) => {
      const isText = typeof text === 'string' && parts.every((part) => typeof part === 'string');
      return isText ? test(text, parts) : undefined;
    },
  };
}

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
