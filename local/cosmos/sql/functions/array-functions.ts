import { isEqual, isObject, property, type Json, type Value } from '../value.ts';
import { finite, type SqlFunction } from './sql-function.ts';

/** Arrays. */
export const arrayFunctions: Readonly<Record<string, SqlFunction>> = {
  ARRAY_AVG: ofNumbers((numbers) => sum(numbers) / numbers.length),
  ARRAY_CONCAT: {
    arity: [2, Number.POSITIVE_INFINITY],
    apply: (...arrays) => (arrays.every(isArray) ? arrays.flat(1) : undefined),
  },
  ARRAY_CONTAINS: {
    arity: [2, 3],
    apply: (array, wanted, isPartial) => {
      if (!isArray(array) || wanted === undefined) return undefined;
      return array.some((element) => isEqual(element, wanted) || (isPartial === true && holds(element, wanted)));
    },
  },
  ARRAY_CONTAINS_ALL: containsEach((array, wanted) => wanted.every((value) => contains(array, value))),
  ARRAY_CONTAINS_ANY: containsEach((array, wanted) => wanted.some((value) => contains(array, value))),
  ARRAY_LENGTH: { arity: [1, 1], apply: (array) => (isArray(array) ? array.length : undefined) },
  ARRAY_MAX: ofNumbers((numbers) => Math.max(...numbers)),
  ARRAY_MEDIAN: ofNumbers(median),
  ARRAY_MIN: ofNumbers((numbers) => Math.min(...numbers)),
  ARRAY_SLICE: {
    arity: [2, 3],
    apply: (array, from, count = Number.MAX_SAFE_INTEGER) => {
      if (!isArray(array) || typeof from !== 'number' || typeof count !== 'number') return undefined;
      const start = from < 0 ? Math.max(0, array.length + from) : from;
      return array.slice(start, start + Math.max(0, count));
    },
  },
  ARRAY_SUM: ofNumbers(sum),
  // Counted from 1, unlike every other position in the language.
  CHOOSE: {
    arity: [2, Number.POSITIVE_INFINITY],
    apply: (place, ...choices) => (typeof place === 'number' ? choices[place - 1] : undefined),
  },
};

/** A figure of an array that holds numbers only, and at least one. */
function ofNumbers(compute: (numbers: readonly number[]) => number): SqlFunction {
  return {
    arity: [1, 1],
    apply: (array) =>
      isArray(array) && array.length > 0 && array.every((element) => typeof element === 'number')
        ? finite(compute(array))
        : undefined,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((left, right) => left - right);
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  return sum(middle) / middle.length;
}

function isArray(value: Value): value is readonly Json[] {
  return Array.isArray(value);
}

function contains(array: readonly Json[], wanted: Value): boolean {
  return array.some((element) => isEqual(element, wanted));
}

function containsEach(test: (array: readonly Json[], wanted: readonly Value[]) => boolean): SqlFunction {
  return {
    arity: [2, Number.POSITIVE_INFINITY],
    apply: (array, ...wanted) => (isArray(array) ? test(array, wanted) : undefined),
  };
}

/** A partial match: an object holds another when it has all its properties with equal values. */
function holds(element: Value, wanted: Value): boolean {
  if (!isObject(wanted)) return false;
  return Object.entries(wanted).every(([name, value]) => isEqual(property(element, name), value));
}
