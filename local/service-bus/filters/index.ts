export { FilterEvaluationError, FilterSyntaxError, type FilterSubject, type FilterValue } from './filter-value.ts';
export {
  compileFilter,
  correlationFields,
  type CorrelationField,
  type MatchesFilter,
  type RuleFilter,
} from './rule-filter.ts';
export { compileAction, type ApplyAction, type PropertyChange, type RuleAction } from './rule-action.ts';
export type { RuleParameters, RuleValue } from './rule-value.ts';
