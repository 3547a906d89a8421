import type { CompilePart, Evaluate, ExpressionOf } from './evaluate.ts';
import { applyBinary } from './operators.ts';
import { isEqual } from './value.ts';

/** `test ? then : otherwise`; whatever is not true is otherwise. */
export function compileConditional(expression: ExpressionOf<'conditional'>, compile: CompilePart): Evaluate {
  const [test, then, otherwise] = [compile(expression.test), compile(expression.then), compile(expression.otherwise)];
  return (scope) => (test(scope) === true ? then(scope) : otherwise(scope));
}

/** `value BETWEEN low AND high`, both ends included. */
export function compileBetween(expression: ExpressionOf<'between'>, compile: CompilePart): Evaluate {
  const [value, low, high] = [compile(expression.value), compile(expression.low), compile(expression.high)];
  return (scope) => {
    const middle = value(scope);
    return applyBinary('AND', applyBinary('>=', middle, low(scope)), applyBinary('<=', middle, high(scope)));
  };
}

/** `value IN (...)`. */
export function compileIn(expression: ExpressionOf<'in'>, compile: CompilePart): Evaluate {
  const value = compile(expression.value);
  const choices = expression.choices.map(compile);
  return (scope) => {
    const wanted = value(scope);
    return wanted === undefined ? undefined : choices.some((choice) => isEqual(choice(scope), wanted));
  };
}
