import { compare } from './compare.ts';
import { compilePredicate } from './compile.ts';
import type { FilterSubject, FilterValue } from './filter-value.ts';
import { parseFilter } from './parse.ts';
import { filterValueOfRule, parametersOf, type RuleParameters, type RuleValue } from './rule-value.ts';

/** The fields of a correlation filter, under the names that filters use for system properties. */
export const correlationFields = [
  'contentType',
  'correlationId',
  'label',
  'messageId',
  'replyTo',
  'replyToSessionId',
  'sessionId',
  'to',
] as const;
export type CorrelationField = (typeof correlationFields)[number];

/** A filter as it is declared and stored. */
export type RuleFilter =
  | { readonly type: 'true' }
  | { readonly type: 'false' }
  | { readonly type: 'sql'; readonly expression: string; readonly parameters?: RuleParameters }
  | {
      readonly type: 'correlation';
      readonly system: Readonly<Partial<Record<CorrelationField, string>>>;
      readonly properties: Readonly<Record<string, RuleValue>>;
    };

/** Whether a message passes. @throws FilterEvaluationError when the filter cannot be applied to the message. */
export type MatchesFilter = (subject: FilterSubject) => boolean;

/** Makes a filter ready to run; unknown counts as no match. @throws FilterSyntaxError when it cannot be understood. */
export function compileFilter(filter: RuleFilter): MatchesFilter {
  switch (filter.type) {
    case 'true':
      return () => true;
    case 'false':
      return () => false;
    case 'sql': {
      const test = compilePredicate(parseFilter(filter.expression, parametersOf(filter.parameters)));
      return (subject) => test(subject) === true;
    }
    case 'correlation':
      return compileCorrelation(filter);
  }
}

/** All named fields must be equal; a value of another type is not equal, and no error. */
function compileCorrelation({ system, properties }: Extract<RuleFilter, { type: 'correlation' }>): MatchesFilter {
  const systemEntries = Object.entries(system).map(([name, value]) => [name.toLowerCase(), value] as const);
  const userEntries = Object.entries(properties).map(
    ([name, value]) => [name.toLowerCase(), filterValueOfRule(value)] as const,
  );
  return (subject) =>
    systemEntries.every(([name, value]) => isSame(subject.system(name), value)) &&
    userEntries.every(([name, value]) => isSame(subject.user(name), value));
}

function isSame(found: FilterValue, wanted: FilterValue): boolean {
  return kindOf(found) === kindOf(wanted) && compare('=', found, wanted) === true;
}

/** Integers and floating numbers are one kind: the filters of clients do not tell them apart. */
function kindOf(value: FilterValue): string {
  if (value instanceof Date) return 'date';
  return typeof value === 'bigint' ? 'number' : typeof value;
}
