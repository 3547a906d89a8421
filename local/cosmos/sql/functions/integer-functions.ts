import type { Value } from '../value.ts';
import type { SqlFunction } from './sql-function.ts';

/** Arithmetic on 64-bit integers. An argument that is no integer, or a result beyond 64 bits, gives undefined. */
export const integerFunctions: Readonly<Record<string, SqlFunction>> = {
  INTADD: ofIntegers((left, right) => left + right),
  INTBITAND: ofIntegers((left, right) => left & right),
  INTBITLEFTSHIFT: ofShift((value, by) => BigInt.asIntN(64, value << by)),
  INTBITNOT: { arity: [1, 1], apply: (value) => ofInteger(value, (integer) => ~integer) },
  INTBITOR: ofIntegers((left, right) => left | right),
  INTBITRIGHTSHIFT: ofShift((value, by) => value >> by),
  INTBITXOR: ofIntegers((left, right) => left ^ right),
  INTDIV: ofIntegers((left, right) => (right === 0n ? undefined : left / right)),
  INTMOD: ofIntegers((left, right) => (right === 0n ? undefined : left % right)),
  INTMUL: ofIntegers((left, right) => left * right),
  INTSUB: ofIntegers((left, right) => left - right),
};

function ofIntegers(compute: (left: bigint, right: bigint) => bigint | undefined): SqlFunction {
  return { arity: [2, 2], apply: (left, right) => ofInteger(left, (a) => ofInteger(right, (b) => compute(a, b))) };
}

function ofShift(compute: (value: bigint, by: bigint) => bigint): SqlFunction {
  return ofIntegers((value, by) => (by >= 0n && by < 64n ? compute(value, by) : undefined));
}

function ofInteger(value: Value, compute: (integer: bigint) => bigint | Value): Value {
  if (typeof value !== 'number' || !Number.isInteger(value) || Math.abs(value) > 2 ** 63) return undefined;
  const result = compute(BigInt(value));
  if (typeof result !== 'bigint') return result;
  return BigInt.asIntN(64, result) === result ? Number(result) : undefined;
}
