import { FilterEvaluationError, type FilterValue, type Truth } from './filter-value.ts';
import type { ComparisonOperator } from './syntax-tree.ts';

/**
 * Compares as C# binds the operator: numbers with numbers, else values of one type. Text is compared by code units,
 * case-sensitively. Unknown when a side is unknown.
 *
 * @throws FilterEvaluationError when the types have no such operator, as between a text and a number.
 */
export function compare(operator: ComparisonOperator, left: FilterValue, right: FilterValue): Truth {
  if (left === undefined || right === undefined) return undefined;
  if (operator === '=') return areEqual(left, right);
  if (operator === '<>') return !areEqual(left, right);
  const order = orderOf(left, right);
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

type Known = NonNullable<FilterValue>;

function areEqual(left: Known, right: Known): boolean {
  if (typeof left === 'boolean' && typeof right === 'boolean') return left === right;
  if (left instanceof Uint8Array && right instanceof Uint8Array) return Buffer.compare(left, right) === 0;
  return orderOf(left, right) === 0;
}

function orderOf(left: Known, right: Known): number {
  if (isNumeric(left) && isNumeric(right)) return signOf(left, right);
  if (typeof left === 'string' && typeof right === 'string') return signOf(left, right);
  if (left instanceof Date && right instanceof Date) return left.getTime() - right.getTime();
  throw new FilterEvaluationError(`A ${typeNameOf(left)} cannot be compared with a ${typeNameOf(right)}.`);
}

function signOf<Value extends string | number | bigint>(left: Value, right: Value): number {
  if (left < right) return -1;
  if (left > right) return 1;
  return left >= right ? 0 : Number.NaN; // NaN is neither equal to, nor before, nor after anything
}

function isNumeric(value: Known): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

/** The name of a value's type in messages to people. */
export function typeNameOf(value: Known): string {
  if (value instanceof Date) return 'date';
  if (value instanceof Uint8Array) return 'binary';
  return typeof value === 'bigint' ? 'number' : typeof value;
}
