import { compileCall } from './compile-call.ts';
import { compileBetween, compileConditional, compileIn } from './compile-choices.ts';
import { compileArray, compileLike, compileMember, compileObject } from './compile-parts.ts';
import type { Compile, CompilePart, Evaluate, ExpressionOf, Names } from './evaluate.ts';
import { applyBinary, applyUnary } from './operators.ts';
import { SqlError } from './sql-error.ts';
import type { Expression } from './syntax.ts';
import type { Value } from './value.ts';

type Kind = Expression['kind'];
type Compiler<K extends Kind> = (expression: ExpressionOf<K>, compile: CompilePart, names: Names) => Evaluate;

/** Turns an expression into a function of a row. Unknown names, parameters and functions are refused here, not per row. */
export const compileExpression: Compile = (expression, names) => {
  const replaced = names.replace?.(expression);
  if (replaced !== undefined) return replaced;
  // The table below pairs each kind with its compiler, which TypeScript cannot follow through an index.
  const compiler = compilers[expression.kind] as (
    expression: Expression,
    compile: CompilePart,
    names: Names,
  ) => Evaluate;
  return compiler(expression, (part) => compileExpression(part, names), names);
};

const compilers: { readonly [K in Kind]: Compiler<K> } = {
  literal: ({ value }) => constant(value),
  parameter: (expression, _, names) => constant(parameterValue(expression, names)),
  alias: (expression, _, names) => compileAlias(expression, names),
  member: compileMember,
  index: compileMember,
  unary: ({ operator, operand }, compile) => {
    const value = compile(operand);
    return (scope) => applyUnary(operator, value(scope));
  },
  binary: ({ operator, left, right }, compile) => {
    const [first, second] = [compile(left), compile(right)];
    return (scope) => applyBinary(operator, first(scope), second(scope));
  },
  conditional: compileConditional,
  between: compileBetween,
  in: compileIn,
  like: compileLike,
  call: compileCall,
  array: compileArray,
  object: compileObject,
  exists: (expression, _, names) => compileSubquery(expression, names),
  collect: (expression, _, names) => compileSubquery(expression, names),
  scalar: (expression, _, names) => compileSubquery(expression, names),
  last: (expression, _, names) => compileSubquery(expression, names),
};

function constant(value: Value): Evaluate {
  return () => value;
}

function parameterValue({ name, at }: ExpressionOf<'parameter'>, { parameters }: Names): Value {
  if (!parameters.has(name)) throw new SqlError(`The query parameter '${name}' was not supplied.`, at);
  return parameters.get(name);
}

function compileAlias({ name, at }: ExpressionOf<'alias'>, { aliases }: Names): Evaluate {
  const slot = aliases.lastIndexOf(name);
  if (slot < 0) throw new SqlError(`Identifier '${name}' could not be resolved.`, at);
  return (scope) => scope[slot];
}

function compileSubquery(
  { kind, query }: ExpressionOf<'exists' | 'collect' | 'scalar' | 'last'>,
  names: Names,
): Evaluate {
  const rows = names.compileSubquery(query, names);
  if (kind === 'exists') return (scope) => rows(scope).length > 0;
  if (kind === 'collect') return (scope) => rows(scope);
  if (kind === 'last') return (scope) => rows(scope).at(-1);
  return (scope) => rows(scope)[0];
}
