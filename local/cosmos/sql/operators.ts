import type { BinaryOperator, UnaryOperator } from './syntax.ts';
import { compareValues, isEqual, typeRank, type Value } from './value.ts';

/** Applies an operator to values of any kind. What makes no sense, such as `1 + 'a'` or `1 < 'a'`, is undefined. */
export function applyBinary(operator: BinaryOperator, left: Value, right: Value): Value {
  return binary[operator](left, right);
}

/** Applies NOT or a sign; a value of another kind than the operator is made for gives undefined. */
export function applyUnary(operator: UnaryOperator, operand: Value): Value {
  if (operator === 'NOT') return typeof operand === 'boolean' ? !operand : undefined;
  if (typeof operand !== 'number') return undefined;
  if (operator === '~') return ~operand;
  return operator === '-' ? -operand : operand;
}

type Operate = (left: Value, right: Value) => Value;

const binary: Readonly<Record<BinaryOperator, Operate>> = {
  AND: logical(false),
  OR: logical(true),
  '??': (left, right) => (left === undefined ? right : left),
  '||': (left, right) => (typeof left === 'string' && typeof right === 'string' ? left + right : undefined),
  '=': equality(true),
  '!=': equality(false),
  '<': ordering((order) => order < 0),
  '<=': ordering((order) => order <= 0),
  '>': ordering((order) => order > 0),
  '>=': ordering((order) => order >= 0),
  '+': arithmetic((left, right) => left + right),
  '-': arithmetic((left, right) => left - right),
  '*': arithmetic((left, right) => left * right),
  '/': arithmetic((left, right) => left / right),
  '%': arithmetic((left, right) => left % right),
  '&': arithmetic((left, right) => left & right),
  '|': arithmetic((left, right) => left | right),
  '^': arithmetic((left, right) => left ^ right),
  '<<': arithmetic((left, right) => left << right),
  '>>': arithmetic((left, right) => left >> right),
  '>>>': arithmetic((left, right) => left >>> right),
};

/** Three-valued: a false side decides AND and a true side decides OR, whatever the other one is. */
function logical(deciding: boolean): Operate {
  return (left, right) => {
    if (left === deciding || right === deciding) return deciding;
    return typeof left === 'boolean' && typeof right === 'boolean' ? !deciding : undefined;
  };
}

/** Values of different types are simply not equal; only what is not there cannot be compared. */
function equality(wanted: boolean): Operate {
  return (left, right) => (left === undefined || right === undefined ? undefined : isEqual(left, right) === wanted);
}

/** Only scalars of one type have an order; ORDER BY, which orders everything, has its own rule. */
function ordering(test: (order: number) => boolean): Operate {
  return (left, right) => {
    const isScalar = left !== undefined && (left === null || typeof left !== 'object');
    return isScalar && typeRank(left) === typeRank(right) ? test(compareValues(left, right)) : undefined;
  };
}

function arithmetic(compute: (left: number, right: number) => number): Operate {
  return (left, right) => {
    if (typeof left !== 'number' || typeof right !== 'number') return undefined;
    const result = compute(left, right);
    return Number.isFinite(result) ? result : undefined; // JSON has no infinity
  };
}
