import { isEqual, isObject, property, type Json, type Value } from '../value.ts';
import type { SqlFunction } from './sql-function.ts';

/** Arrays. */
export const arrayFunctions: Readonly<Record<string, SqlFunction>> = {
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
  ARRAY_SLICE: {
    arity: [2, 3],
    apply: (array, from, count = Number.MAX_SAFE_INTEGER) => {
      if (!isArray(array) || typeof from !== 'number' || typeof count !== 'number') return undefined;
      const start = from < 0 ? Math.max(0, array.length + from) : from;
      return array.slice(start, start + Math.max(0, count));
    },
  },
};

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
