import { SqlError, type TextSpan } from './sql-error.ts';

/** One word, number, string, parameter or sign of a query. `text` is as written, but a string's is its content. */
export interface Token extends TextSpan {
  readonly kind: 'word' | 'number' | 'string' | 'parameter' | 'symbol' | 'end';
  readonly text: string;
}

const blank = /(?:\s|--[^\n]*)+/y;
const patterns = [
  ['number', /0[xX][0-9a-fA-F]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['parameter', /@[A-Za-z_\p{L}][\w\p{L}]*/uy],
  ['word', /[A-Za-z_$\p{L}][\w$\p{L}]*/uy],
  ['string', /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/y],
  ['symbol', />>>|<<|>>|<=|>=|!=|<>|\?\?|\|\||[()[\]{},.:?=<>+\-*/%&|^~]/y],
] as const;

/** Cuts a query into tokens; `end` stands for everything behind the last of them. */
export function tokenize(text: string): { readonly tokens: readonly Token[]; readonly end: Token } {
  const tokens: Token[] = [];
  let at = skipBlank(text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at);
    tokens.push(token);
    at = skipBlank(text, token.end);
  }
  return { tokens, end: { kind: 'end', text: '', start: text.length, end: text.length } };
}

function skipBlank(text: string, at: number): number {
  blank.lastIndex = at;
  return blank.test(text) ? blank.lastIndex : at;
}

function tokenAt(text: string, start: number): Token {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = start;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) continue;
    const end = start + found.length;
    return { kind, text: kind === 'string' ? unquote(found, { start, end }) : found, start, end };
  }
  throw new SqlError(`Syntax error, invalid token '${text.charAt(start)}'.`, { start, end: start + 1 });
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function unquote(quoted: string, at: TextSpan): string {
  return quoted.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|[\s\S])/g, (_, escape: string) => {
    if (escape.length === 5) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    if (escape === 'u') throw new SqlError('Syntax error, a \\u escape needs four hexadecimal digits.', at);
    return escapes[escape] ?? escape;
  });
}
