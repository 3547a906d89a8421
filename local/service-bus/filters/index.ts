export { FilterEvaluationError, FilterSyntaxError, type FilterSubject, type FilterValue } from './filter-value.ts';
export {
  compileFilter,
  correlationFields,
  type CorrelationField,
  type MatchesFilter,
  type RuleFilter,
} from './rule-filter.ts';
