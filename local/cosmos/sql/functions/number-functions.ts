import { finite, ofNumber, type SqlFunction } from './sql-function.ts';

/** Mathematics. */
export const numberFunctions: Readonly<Record<string, SqlFunction>> = {
  ABS: ofNumber(Math.abs),
  ACOS: ofNumber(Math.acos),
  ASIN: ofNumber(Math.asin),
  ATAN: ofNumber(Math.atan),
  ATN2: ofNumbers(Math.atan2),
  CEILING: ofNumber(Math.ceil),
  COS: ofNumber(Math.cos),
  COT: ofNumber((value) => 1 / Math.tan(value)),
  DEGREES: ofNumber((value) => (value * 180) / Math.PI),
  EXP: ofNumber(Math.exp),
  FLOOR: ofNumber(Math.floor),
  LOG: {
    arity: [1, 2],
    apply: (value, base = Math.E) =>
      typeof value === 'number' && typeof base === 'number' ? finite(Math.log(value) / Math.log(base)) : undefined,
  },
  LOG10: ofNumber(Math.log10),
  NUMBERBIN: {
    arity: [1, 2],
    apply: (value, size = 1) =>
      typeof value === 'number' && typeof size === 'number' && size !== 0
        ? finite(Math.floor(value / size) * size)
        : undefined,
  },
  PI: { arity: [0, 0], apply: () => Math.PI },
  POWER: ofNumbers((base, exponent) => base ** exponent),
  RADIANS: ofNumber((value) => (value * Math.PI) / 180),
  RAND: { arity: [0, 0], apply: () => Math.random() },
  // Halves are rounded away from zero, unlike Math.round, which rounds them up.
  ROUND: ofNumber((value) => Math.sign(value) * Math.round(Math.abs(value))),
  SIGN: ofNumber(Math.sign),
  SIN: ofNumber(Math.sin),
  SQRT: ofNumber(Math.sqrt),
  SQUARE: ofNumber((value) => value * value),
  TAN: ofNumber(Math.tan),
  TRUNC: ofNumber(Math.trunc),
};

function ofNumbers(compute: (left: number, right: number) => number): SqlFunction {
  return {
    arity: [2, 2],
    apply: (left, right) =>
      typeof left === 'number' && typeof right === 'number' ? finite(compute(left, right)) : undefined,
  };
}
