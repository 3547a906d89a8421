import type { Value } from '../value.ts';

/** A built-in function: gives undefined for arguments of kinds that it is not made for. */
export interface SqlFunction {
  readonly arity: readonly [least: number, most: number];
  readonly apply: (...args: readonly Value[]) => Value;
  /** It is asked once a query, and not once a row. */
  readonly isStatic?: boolean;
}

/** A function of one number. A result that JSON cannot hold is undefined. */
export function ofNumber(compute: (value: number) => number): SqlFunction {
  return {
    arity: [1, 1],
    apply: (value) => (typeof value === 'number' ? finite(compute(value)) : undefined),
  };
}

/** A function of one string. */
export function ofString(compute: (value: string) => Value): SqlFunction {
  return { arity: [1, 1], apply: (value) => (typeof value === 'string' ? compute(value) : undefined) };
}

/** A test of two strings; a third argument, true, makes it blind to case. */
export function stringTest(test: (text: string, part: string) => boolean): SqlFunction {
  return {
    arity: [2, 3],
    apply: (text, part, ignoresCase) => {
      if (typeof text !== 'string' || typeof part !== 'string') return undefined;
      return ignoresCase === true ? test(text.toLowerCase(), part.toLowerCase()) : test(text, part);
    },
  };
}

/** A test that is defined for every value, also for undefined. */
export function typeTest(test: (value: Value) => boolean): SqlFunction {
  return { arity: [1, 1], apply: test };
}

export function finite(value: number): Value {
  return Number.isFinite(value) ? value : undefined;
}
