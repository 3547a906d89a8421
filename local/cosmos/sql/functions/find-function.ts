import { arrayFunctions } from './array-functions.ts';
import { clockFunctions } from './clock-functions.ts';
import { conversionFunctions } from './conversion-functions.ts';
import { dateFunctions } from './date-functions.ts';
import { fullTextFunctions } from './full-text-functions.ts';
import { integerFunctions } from './integer-functions.ts';
import { itemFunctions } from './item-functions.ts';
import { numberFunctions } from './number-functions.ts';
import { regexFunctions } from './regex-functions.ts';
import { setFunctions } from './set-functions.ts';
import { spatialFunctions } from './spatial-functions.ts';
import type { SqlFunction } from './sql-function.ts';
import { stringFunctions } from './string-functions.ts';
import { typeFunctions } from './type-functions.ts';
import { vectorFunctions } from './vector-functions.ts';

const byName = new Map<string, SqlFunction>(
  [
    arrayFunctions,
    clockFunctions,
    conversionFunctions,
    dateFunctions,
    fullTextFunctions,
    integerFunctions,
    itemFunctions,
    numberFunctions,
    regexFunctions,
    setFunctions,
    spatialFunctions,
    stringFunctions,
    typeFunctions,
    vectorFunctions,
  ].flatMap((functions) => Object.entries(functions)),
);

/** The built-in function of that name, in any case, or `undefined`. IIF is none: it is an expression of its own. */
export function findFunction(name: string): SqlFunction | undefined {
  return byName.get(name.toUpperCase());
}
