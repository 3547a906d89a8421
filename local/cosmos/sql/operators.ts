import type { BinaryOperator, UnaryOperator } from './syntax.ts';
import { compareValues, isEqual, typeRank, type Value } from './value.ts';

/** Applies an operator to values of any kind. What makes no sense, such as `1 + 'a'` or `1 < 'a'`, is undefined. */
export function applyBinary(operator: BinaryOperator, left: Value, right: Value): Value {
  switch (operator) {
    case 'AND':
    case 'OR':
      return applyLogical(operator, left, right);
    case '??':
      return left === undefined ? right : left;
    case '||':
      return typeof left === 'string' && typeof right === 'string' ? left + right : undefined;
    case '=':
    case '!=':
      return applyEquality(operator, left, right);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return applyOrder(operator, left, right);
    default:
      return typeof left === 'number' && typeof right === 'number' ? applyArithmetic(operator, left, right) : undefined;
  }
}

export function applyUnary(operator: UnaryOperator, operand: Value): Value {
  if (operator === 'NOT') return typeof operand === 'boolean' ? !operand : undefined;
  if (typeof operand !== 'number') return undefined;
  if (operator === '~') return ~operand;
  return operator === '-' ? -operand : operand;
}

/** Three-valued: a false side decides AND and a true side decides OR, whatever the other one is. */
function applyLogical(operator: 'AND' | 'OR', left: Value, right: Value): Value {
  const deciding = operator === 'OR';
  if (left === deciding || right === deciding) return deciding;
  return typeof left === 'boolean' && typeof right === 'boolean' ? !deciding : undefined;
}

/** Values of different types are simply not equal; only what is not there cannot be compared. */
function applyEquality(operator: '=' | '!=', left: Value, right: Value): Value {
  if (left === undefined || right === undefined) return undefined;
  return isEqual(left, right) === (operator === '=');
}

type OrderOperator = '<' | '<=' | '>' | '>=';

function applyOrder(operator: OrderOperator, left: Value, right: Value): Value {
  const isScalar = left !== undefined && (left === null || typeof left !== 'object');
  if (!isScalar || typeRank(left) !== typeRank(right)) return undefined;
  const order = compareValues(left, right);
  if (order === 0) return operator === '<=' || operator === '>=';
  return order < 0 === (operator === '<' || operator === '<=');
}

type ArithmeticOperator = Exclude<BinaryOperator, 'AND' | 'OR' | '??' | '||' | '=' | '!=' | OrderOperator>;

const arithmetic: Readonly<Record<ArithmeticOperator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  '/': (left, right) => left / right,
  '%': (left, right) => left % right,
  '&': (left, right) => left & right,
  '|': (left, right) => left | right,
  '^': (left, right) => left ^ right,
  '<<': (left, right) => left << right,
  '>>': (left, right) => left >> right,
  '>>>': (left, right) => left >>> right,
};

function applyArithmetic(operator: ArithmeticOperator, left: number, right: number): Value {
  const result = arithmetic[operator](left, right);
  return Number.isFinite(result) ? result : undefined; // JSON has no infinity
}
