import { arrayFunctions } from './array-functions.ts';
import { numberFunctions } from './number-functions.ts';
import type { SqlFunction } from './sql-function.ts';
import { stringFunctions } from './string-functions.ts';
import { typeFunctions } from './type-functions.ts';

const byName = new Map<string, SqlFunction>(
  [arrayFunctions, numberFunctions, stringFunctions, typeFunctions].flatMap((functions) => Object.entries(functions)),
);

/** The built-in function of that name, in any case, or `undefined`. IIF is none: it is an expression of its own. */
export function findFunction(name: string): SqlFunction | undefined {
  return byName.get(name.toUpperCase());
}
