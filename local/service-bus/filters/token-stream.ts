import { FilterSyntaxError } from './filter-value.ts';
import { tokenize, type Token } from './tokens.ts';

/** The words of a filter, read from left to right. */
export interface TokenStream {
  readonly next: Token;
  /** Reads the next word when it is this keyword or symbol, and tells whether it was. */
  skip(text: string): boolean;
  /** Reads the next word, which must be this keyword or symbol. @throws FilterSyntaxError otherwise. */
  expect(text: string): void;
  /** Reads the next word, whatever it is. */
  take(): Token;
  /** The error for the next word. */
  unexpected(wanted: string): FilterSyntaxError;
}

/** Opens the stream. @throws FilterSyntaxError at a character that starts no word. */
export function openTokenStream(text: string): TokenStream {
  const tokens = tokenize(text);
  let at = 0;
  // The last token is the end, which is never passed.
  const peek = (): Token =>
    tokens[Math.min(at, tokens.length - 1)] ?? { kind: 'end', text: 'the end', at: text.length };
  const matches = (wanted: string): boolean => {
    const { kind, text: found } = peek();
    return (kind === 'keyword' || kind === 'symbol') && found === wanted;
  };
  const unexpected = (wanted: string): FilterSyntaxError =>
    new FilterSyntaxError(`Expected ${wanted} at character ${peek().at + 1} of the filter, found ${peek().text}.`);
  return {
    get next() {
      return peek();
    },
    skip(wanted) {
      if (!matches(wanted)) return false;
      at += 1;
      return true;
    },
    expect(wanted) {
      if (!this.skip(wanted)) throw unexpected(wanted);
    },
    take() {
      const token = peek();
      at += 1;
      return token;
    },
    unexpected,
  };
}
