import type { TextSpan } from './sql-error.ts';
import type { Value } from './value.ts';

/** A scalar expression. `at` is kept where a later step may have to blame the text. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: Value }
  | { readonly kind: 'parameter'; readonly name: string; readonly at: TextSpan }
  | { readonly kind: 'alias'; readonly name: string; readonly at: TextSpan }
  | { readonly kind: 'member'; readonly of: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly of: Expression; readonly index: Expression }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'conditional';
      readonly test: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    }
  | { readonly kind: 'between'; readonly value: Expression; readonly low: Expression; readonly high: Expression }
  | { readonly kind: 'in'; readonly value: Expression; readonly choices: readonly Expression[] }
  | {
      readonly kind: 'like';
      readonly value: Expression;
      readonly pattern: Expression;
      readonly escape: string | undefined;
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly at: TextSpan }
  | { readonly kind: 'array'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [name: string, value: Expression])[] }
  | { readonly kind: 'exists' | 'collect' | 'scalar' | 'last'; readonly query: Query };

export type UnaryOperator = 'NOT' | '-' | '+' | '~';

export type BinaryOperator =
  | 'OR' | 'AND' | '??' | '||'
  | '=' | '!=' | '<' | '<=' | '>' | '>='
  | '+' | '-' | '*' | '/' | '%'
  | '&' | '|' | '^' | '<<' | '>>' | '>>>'; // prettier-ignore

/** What a query gives for each row. */
export type Selection =
  | { readonly kind: 'all'; readonly at: TextSpan }
  | { readonly kind: 'value'; readonly expression: Expression }
  | { readonly kind: 'columns'; readonly columns: readonly Column[] };

export interface Column {
  readonly expression: Expression;
  readonly name: string;
}

/**
 * One entry of FROM or JOIN: binds `alias` to the value of `path`, or, when it iterates, to each element of that array.
 * A subquery as the path stands for its rows: they are what `alias` is bound to, or whose elements it iterates.
 * The path of the outermost FROM begins with any name: FROM c, FROM root r, FROM line IN orders.lines.
 */
export interface Source {
  readonly alias: string;
  readonly path: Expression;
  readonly isIteration: boolean;
}

export interface OrderBy {
  readonly expression: Expression;
  readonly isDescending: boolean;
  /** ORDER BY RANK: the expression is a scoring function, and the best comes first. */
  readonly isRank: boolean;
  /** The computed property that the expression stands for. */
  readonly computed?: string;
}

/** One SELECT. */
export interface Query {
  readonly selection: Selection;
  readonly isDistinct: boolean;
  readonly top: Expression | undefined;
  readonly sources: readonly Source[];
  readonly where: Expression | undefined;
  readonly groupBy: readonly Expression[];
  readonly orderBy: readonly OrderBy[];
  readonly offset: Expression | undefined;
  readonly limit: Expression | undefined;
  readonly at: TextSpan;
}
