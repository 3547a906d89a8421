import { typeNameOf } from './compare.ts';
import { FilterEvaluationError, type FilterValue } from './filter-value.ts';
import type { ArithmeticOperator } from './syntax-tree.ts';

/**
 * Calculates as C# does: two integers give an integer of 64 bits, a floating number makes both floating, `+` joins
 * two texts. Unknown when a side is unknown.
 *
 * @throws FilterEvaluationError for other types and for an integer division by zero.
 */
export function calculate(operator: ArithmeticOperator, left: FilterValue, right: FilterValue): FilterValue {
  if (left === undefined || right === undefined) return undefined;
  if (typeof left === 'bigint' && typeof right === 'bigint') return BigInt.asIntN(64, integers[operator](left, right));
  if (isNumeric(left) && isNumeric(right)) return floats[operator](Number(left), Number(right));
  if (operator === '+' && typeof left === 'string' && typeof right === 'string') return left + right;
  throw new FilterEvaluationError(`${typeNameOf(left)} ${operator} ${typeNameOf(right)} cannot be calculated.`);
}

const integers: Readonly<Record<ArithmeticOperator, (left: bigint, right: bigint) => bigint>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / notZero(right),
  '%': (left, right) => left % notZero(right),
};

const floats: Readonly<Record<ArithmeticOperator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
};

function notZero(divisor: bigint): bigint {
  if (divisor === 0n) throw new FilterEvaluationError('A division by zero.');
  return divisor;
}

function isNumeric(value: FilterValue): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}
