import { SqlError, type TextSpan } from './sql-error.ts';
import { tokenize, type Token } from './tokenize.ts';

/** Walks over the tokens of a query. Keywords are matched in any case; everything else exactly. */
export interface TokenReader {
  readonly peek: (ahead?: number) => Token;
  readonly next: () => Token;
  /** Whether the next token is one of these keywords or symbols. */
  readonly is: (...texts: readonly string[]) => boolean;
  /** Takes the next token when it is one of these keywords or symbols. */
  readonly accept: (...texts: readonly string[]) => string | undefined;
  readonly expect: (text: string) => void;
  /** Takes a name; keywords are no names. */
  readonly expectName: () => Token;
  /** Refuses the next token. */
  readonly refuse: () => never;
  /** The text from `start` up to the last token taken. */
  readonly spanFrom: (start: number) => TextSpan;
}

const keywords = new Set(
  `AND ARRAY AS ASC BETWEEN BY DESC DISTINCT ESCAPE EXISTS FALSE FROM GROUP IN JOIN LIKE LIMIT NOT NULL OFFSET OR ORDER
   SELECT TOP TRUE UDF UNDEFINED VALUE WHERE`.split(/\s+/),
);

/** Begins at the first token. Throws a SqlError for a character that begins none. */
export function readTokens(text: string): TokenReader {
  const { tokens, end } = tokenize(text);
  let at = 0;

  const peek = (ahead = 0): Token => tokens[at + ahead] ?? end;
  const next = (): Token => {
    const token = peek();
    at += 1;
    return token;
  };
  const refuse = (): never => {
    const token = peek();
    const near = token.kind === 'end' ? 'the end of the query' : `'${text.slice(token.start, token.end)}'`;
    throw new SqlError(`Syntax error, incorrect syntax near ${near}.`, token);
  };
  const is = (...texts: readonly string[]): boolean => matches(peek(), texts);
  const accept = (...texts: readonly string[]): string | undefined => (is(...texts) ? normal(next()) : undefined);
  const expect = (wanted: string): void => {
    if (accept(wanted) === undefined) refuse();
  };
  const expectName = (): Token => (peek().kind === 'word' && !isKeyword(peek()) ? next() : refuse());
  const spanFrom = (start: number): TextSpan => ({ start, end: tokens[at - 1]?.end ?? start });
  return { peek, next, is, accept, expect, expectName, refuse, spanFrom };
}

/** Whether a word is reserved, and so neither an alias nor a function. */
export function isKeyword(token: Token): boolean {
  return token.kind === 'word' && keywords.has(token.text.toUpperCase());
}

function matches(token: Token, texts: readonly string[]): boolean {
  return (token.kind === 'symbol' || isKeyword(token)) && texts.includes(normal(token));
}

function normal(token: Token): string {
  return token.kind === 'word' ? token.text.toUpperCase() : token.text;
}
