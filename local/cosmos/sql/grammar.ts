import type { Expression, Query } from './syntax.ts';
import type { TokenReader } from './token-reader.ts';

/** The tokens of a query together with the two rules of the grammar that every other rule may come back to. */
export interface Grammar extends TokenReader {
  readonly expression: () => Expression;
  readonly select: () => Query;
}
