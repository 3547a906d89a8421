import { canonicalText, type Json, type Value } from '../value.ts';
import type { SqlFunction } from './sql-function.ts';

/** Arrays as sets: equal elements count once, in the order of their first appearance. */
export const setFunctions: Readonly<Record<string, SqlFunction>> = {
  SETDIFFERENCE: ofSets((left, right) => [...left].filter(([text]) => !right.has(text)).map(([, value]) => value)),
  SETEQUAL: ofSets((left, right) => left.size === right.size && [...left.keys()].every((text) => right.has(text))),
  SETINTERSECT: ofSets((left, right) => [...left].filter(([text]) => right.has(text)).map(([, value]) => value)),
  SETUNION: ofSets((left, right) => [...new Map([...left, ...right]).values()]),
};

type ElementsByText = ReadonlyMap<string, Json>;

function ofSets(compute: (left: ElementsByText, right: ElementsByText) => Value): SqlFunction {
  return {
    arity: [2, 2],
    apply: (left, right) =>
      Array.isArray(left) && Array.isArray(right) ? compute(elements(left), elements(right)) : undefined,
  };
}

function elements(array: readonly Json[]): ElementsByText {
  const byText = new Map<string, Json>();
  for (const element of array) {
    const text = canonicalText(element);
    if (!byText.has(text)) byText.set(text, element);
  }
  return byText;
}
