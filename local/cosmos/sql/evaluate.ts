import type { Expression, Query } from './syntax.ts';
import type { Json, Value } from './value.ts';

/** The values of the names of one row: slot n belongs to the n-th alias. */
export type Scope = readonly Value[];

/** A compiled expression. */
export type Evaluate = (scope: Scope) => Value;

/** What the names in an expression mean. */
export interface Names {
  readonly aliases: readonly string[];
  readonly parameters: ReadonlyMap<string, Value>;
  /** Gives an expression another meaning than its own, as grouping does with aggregates. */
  readonly replace?: ((expression: Expression) => Evaluate | undefined) | undefined;
  readonly compileSubquery: (query: Query, names: Names) => (scope: Scope) => readonly Json[];
}

/** Compiles an expression under the given names. */
export type Compile = (expression: Expression, names: Names) => Evaluate;

/** Compiles a part of an expression under the names of the whole. */
export type CompilePart = (part: Expression) => Evaluate;

/** The expressions of one kind, or of several. */
export type ExpressionOf<K extends Expression['kind']> = Extract<Expression, { readonly kind: K }>;
