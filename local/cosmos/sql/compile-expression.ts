import { compileCall } from './compile-call.ts';
import { compileLike, compileMember, compileObject } from './compile-parts.ts';
import type { Compile, Evaluate, Names } from './evaluate.ts';
import { applyBinary, applyUnary } from './operators.ts';
import { SqlError } from './sql-error.ts';
import type { Expression } from './syntax.ts';
import { isEqual, type Value } from './value.ts';

/** Turns an expression into a function of a row. Unknown names, parameters and functions are refused here, not per row. */
export const compileExpression: Compile = (expression, names) => {
  const replaced = names.replace?.(expression);
  return replaced ?? compileNode(expression, names, (part) => compileExpression(part, names));
};

type CompilePart = (part: Expression) => Evaluate;

function compileNode(expression: Expression, names: Names, compile: CompilePart): Evaluate {
  switch (expression.kind) {
    case 'literal':
      return constant(expression.value);
    case 'parameter':
      return constant(parameterValue(expression, names));
    case 'alias':
      return compileAlias(expression, names);
    case 'exists':
    case 'collect':
    case 'scalar':
      return compileSubquery(expression, names);
    default:
      return compileOperation(expression, compile);
  }
}

type Leaf = 'literal' | 'parameter' | 'alias' | 'exists' | 'collect' | 'scalar';
type Operation = Exclude<Expression, { readonly kind: Leaf }>;

function compileOperation(expression: Operation, compile: CompilePart): Evaluate {
  switch (expression.kind) {
    case 'member':
    case 'index':
      return compileMember(expression, compile);
    case 'unary':
      return compileUnary(expression, compile);
    case 'binary':
      return compileBinary(expression, compile);
    case 'like':
      return compileLike(expression, compile);
    case 'call':
      return compileCall(expression, compile);
    case 'object':
      return compileObject(expression, compile);
    default:
      return compileChoice(expression, compile);
  }
}

type Choice = Extract<Operation, { readonly kind: 'conditional' | 'between' | 'in' | 'array' }>;

function compileChoice(expression: Choice, compile: CompilePart): Evaluate {
  switch (expression.kind) {
    case 'conditional': {
      const [test, then, otherwise] = [
        compile(expression.test),
        compile(expression.then),
        compile(expression.otherwise),
      ];
      return (scope) => (test(scope) === true ? then(scope) : otherwise(scope));
    }
    case 'between': {
      const [value, low, high] = [compile(expression.value), compile(expression.low), compile(expression.high)];
      return (scope) => {
        const middle = value(scope);
        return applyBinary('AND', applyBinary('>=', middle, low(scope)), applyBinary('<=', middle, high(scope)));
      };
    }
    case 'in': {
      const value = compile(expression.value);
      const choices = expression.choices.map(compile);
      return (scope) =>
        isOneOf(
          value(scope),
          choices.map((choice) => choice(scope)),
        );
    }
    case 'array': {
      const items = expression.items.map(compile);
      return (scope) => items.map((item) => item(scope)).filter((item) => item !== undefined);
    }
  }
}

function isOneOf(value: Value, choices: readonly Value[]): Value {
  return value === undefined ? undefined : choices.some((choice) => isEqual(choice, value));
}

function compileUnary({ operator, operand }: Extract<Operation, { kind: 'unary' }>, compile: CompilePart): Evaluate {
  const value = compile(operand);
  return (scope) => applyUnary(operator, value(scope));
}

function compileBinary(
  { operator, left, right }: Extract<Operation, { kind: 'binary' }>,
  compile: CompilePart,
): Evaluate {
  const [first, second] = [compile(left), compile(right)];
  return (scope) => applyBinary(operator, first(scope), second(scope));
}

function constant(value: Value): Evaluate {
  return () => value;
}

function parameterValue({ name, at }: Extract<Expression, { kind: 'parameter' }>, { parameters }: Names): Value {
  if (!parameters.has(name)) throw new SqlError(`The query parameter '${name}' was not supplied.`, at);
  return parameters.get(name);
}

function compileAlias({ name, at }: Extract<Expression, { kind: 'alias' }>, { aliases }: Names): Evaluate {
  const slot = aliases.lastIndexOf(name);
  if (slot < 0) throw new SqlError(`Identifier '${name}' could not be resolved.`, at);
  return (scope) => scope[slot];
}

type Subquery = Extract<Expression, { readonly kind: 'exists' | 'collect' | 'scalar' }>;

function compileSubquery({ kind, query }: Subquery, names: Names): Evaluate {
  const rows = names.compileSubquery(query, names);
  if (kind === 'exists') return (scope) => rows(scope).length > 0;
  if (kind === 'collect') return (scope) => rows(scope);
  return (scope) => rows(scope)[0];
}
