import { FilterSyntaxError, type FilterValue } from './filter-value.ts';
import { tokenize, type Token } from './tokens.ts';

/** The words of a filter or an action, read from left to right. */
export interface TokenStream {
  readonly next: Token;
  /** Reads the next word when it is this keyword or symbol, and tells whether it was. */
  skip(text: string): boolean;
  /** Reads the next word, which must be this keyword or symbol. @throws FilterSyntaxError otherwise. */
  expect(text: string): void;
  /** Reads the next word, whatever it is. */
  take(): Token;
  /** The value that the rule gives to a parameter, such as `@limit`. @throws FilterSyntaxError when it gives none. */
  parameter(name: string): FilterValue;
  /** The error for the next word. */
  unexpected(wanted: string): FilterSyntaxError;
}

/** What a rule gives to the parameters of its expressions: by name with its `@`, in lower case. */
export type Parameters = ReadonlyMap<string, FilterValue>;

/** Opens the stream. @throws FilterSyntaxError at a character that starts no word. */
export function openTokenStream(text: string, parameters: Parameters = new Map()): TokenStream {
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
    new FilterSyntaxError(`Expected ${wanted} at character ${peek().at + 1} of the expression, found ${peek().text}.`);
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
    parameter(name) {
      const key = name.toLowerCase();
      if (!parameters.has(key)) throw new FilterSyntaxError(`The rule gives no value to the parameter ${name}.`);
      return parameters.get(key);
    },
    unexpected,
  };
}
