import { isObject, type Json, type Value } from '../value.ts';
import type { SqlFunction } from './sql-function.ts';

/** From one kind of value to another. Text that is not JSON of the wanted kind gives undefined. */
export const conversionFunctions: Readonly<Record<string, SqlFunction>> = {
  OBJECTTOARRAY: { arity: [1, 3], apply: objectToArray },
  STRINGTOARRAY: fromText((value) => Array.isArray(value)),
  STRINGTOBOOLEAN: fromText((value) => typeof value === 'boolean'),
  STRINGTONULL: fromText((value) => value === null),
  STRINGTONUMBER: fromText((value) => typeof value === 'number'),
  STRINGTOOBJECT: fromText(isObject),
  TOSTRING: {
    arity: [1, 1],
    apply: (value) => (typeof value === 'string' || value === undefined ? value : JSON.stringify(value)),
  },
};

function fromText(isWanted: (value: Value) => boolean): SqlFunction {
  return {
    arity: [1, 1],
    apply: (text) => {
      const value = typeof text === 'string' ? parseJson(text.trim()) : undefined;
      return isWanted(value) ? value : undefined;
    },
  };
}

function parseJson(text: string): Value {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function objectToArray(object: Value, keyName: Value = 'k', valueName: Value = 'v'): Value {
  if (!isObject(object) || typeof keyName !== 'string' || typeof valueName !== 'string') return undefined;
  return Object.entries(object).map(([key, value]) => ({ [keyName]: key, [valueName]: value }));
}
