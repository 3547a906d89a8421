import { isObject } from '../value.ts';
import { typeTest, type SqlFunction } from './sql-function.ts';

/** What kind of value is it? */
export const typeFunctions: Readonly<Record<string, SqlFunction>> = {
  IS_ARRAY: typeTest((value) => Array.isArray(value)),
  IS_BOOL: typeTest((value) => typeof value === 'boolean'),
  IS_DEFINED: typeTest((value) => value !== undefined),
  IS_FINITE_NUMBER: typeTest((value) => typeof value === 'number'),
  IS_INTEGER: typeTest((value) => Number.isInteger(value)),
  IS_NULL: typeTest((value) => value === null),
  IS_NUMBER: typeTest((value) => typeof value === 'number'),
  IS_OBJECT: typeTest((value) => isObject(value)),
  IS_PRIMITIVE: typeTest((value) => value === null || ['string', 'number', 'boolean'].includes(typeof value)),
  IS_STRING: typeTest((value) => typeof value === 'string'),
};
