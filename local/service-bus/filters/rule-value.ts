import type { FilterValue } from './filter-value.ts';
import type { Parameters } from './token-stream.ts';

/** A value that a rule carries, in the form that JSON can keep; `date` is an ISO 8601 moment. */
export type RuleValue = string | number | boolean | { readonly date: string };

/** The values of an expression's parameters, by name with or without its `@`. */
export type RuleParameters = Readonly<Record<string, RuleValue>>;

/** A rule's value as expressions compute with it: whole numbers are integers. */
export function filterValueOfRule(value: RuleValue): FilterValue {
  if (typeof value === 'object') return new Date(value.date);
  return typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value;
}

/** A rule's parameters as the parser looks them up. */
export function parametersOf(parameters: RuleParameters = {}): Parameters {
  return new Map(
    Object.entries(parameters).map(([name, value]) => [
      `@${name.replace(/^@/, '').toLowerCase()}`,
      filterValueOfRule(value),
    ]),
  );
}
