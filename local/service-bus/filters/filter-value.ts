/**
 * What a filter computes with. Integers are bigints and floating numbers are numbers, because the language follows
 * C#: `7 / 2` is 3 and `7.0 / 2` is 3.5. A value that is missing or null is undefined: unknown.
 */
export type FilterValue = string | bigint | number | boolean | Date | Uint8Array | undefined;

/** A truth value of three-valued logic: undefined is unknown. */
export type Truth = boolean | undefined;

/** The message that a filter looks at. Names come in lower case: the language ignores the case of names. */
export interface FilterSubject {
  system(name: string): FilterValue;
  user(name: string): FilterValue;
}

/** A filter that cannot be understood. Its message says where and why; the rule is refused. */
export class FilterSyntaxError extends Error {
  override readonly name = 'FilterSyntaxError';
}

/** A filter that cannot be applied to this message, such as an order between a text and a number. */
export class FilterEvaluationError extends Error {
  override readonly name = 'FilterEvaluationError';
}
