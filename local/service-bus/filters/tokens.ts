import { FilterSyntaxError } from './filter-value.ts';

/**
 * One word of a filter or an action. `text` is the meaning: names and strings without their quotes, parameters with
 * their `@`, keywords in upper case.
 */
export interface Token {
  readonly kind: 'keyword' | 'name' | 'parameter' | 'string' | 'integer' | 'decimal' | 'symbol' | 'end';
  readonly text: string;
  readonly at: number;
}

const keywords = new Set(['AND', 'OR', 'NOT', 'IS', 'NULL', 'IN', 'LIKE', 'ESCAPE', 'EXISTS', 'TRUE', 'FALSE']);

/** The shapes of words, tried in order. Decimals come before integers, which are their beginning. */
const shapes: readonly {
  readonly kind: Token['kind'];
  readonly shape: RegExp;
  readonly unquote?: (text: string) => string;
}[] = [
  { kind: 'decimal', shape: /\d+(?:\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)/y },
  { kind: 'integer', shape: /\d+/y },
  { kind: 'string', shape: /'(?:[^']|'')*'/y, unquote: (text) => text.slice(1, -1).replaceAll("''", "'") },
  { kind: 'name', shape: /\[(?:[^\]]|\]\])+\]/y, unquote: (text) => text.slice(1, -1).replaceAll(']]', ']') },
  { kind: 'name', shape: /"(?:[^"]|"")+"/y, unquote: (text) => text.slice(1, -1).replaceAll('""', '"') },
  { kind: 'name', shape: /\p{L}[\p{L}\p{Nd}_]*/uy },
  { kind: 'parameter', shape: /@\p{L}[\p{L}\p{Nd}_]*/uy },
  { kind: 'symbol', shape: /<>|!=|<=|>=|[=<>+\-*/%(),.;]/y },
];

/** Splits an expression into words, the last of kind `end`. @throws FilterSyntaxError at a character that starts no word. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = skipSpace(text, 0);
  while (at < text.length) {
    const { token, end } = readToken(text, at);
    tokens.push(token);
    at = skipSpace(text, end);
  }
  return [...tokens, { kind: 'end', text: 'the end', at }];
}

function readToken(text: string, at: number): { token: Token; end: number } {
  for (const { kind, shape, unquote } of shapes) {
    shape.lastIndex = at;
    const found = shape.exec(text)?.[0];
    if (found === undefined) continue;
    const token = unquote ? { kind, text: unquote(found), at } : plainToken(kind, found, at);
    return { token, end: at + found.length };
  }
  throw new FilterSyntaxError(`The expression cannot be read from character ${at + 1} on: ${text.slice(at, at + 20)}`);
}

/** Only a name without quotes can be a keyword. */
function plainToken(kind: Token['kind'], text: string, at: number): Token {
  const isKeyword = kind === 'name' && keywords.has(text.toUpperCase());
  return isKeyword ? { kind: 'keyword', text: text.toUpperCase(), at } : { kind, text, at };
}

function skipSpace(text: string, at: number): number {
  const space = /\s*/y;
  space.lastIndex = at;
  return at + (space.exec(text)?.[0].length ?? 0);
}
