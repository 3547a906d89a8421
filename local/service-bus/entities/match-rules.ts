import { FilterEvaluationError, type FilterSubject, type PropertyChange } from '../filters/index.ts';
import type { Rule } from './entity.ts';

/** The property that tells a copy made by an action which rule made it. */
const ruleNameProperty = 'RuleName';

/** The copies that a subscription gets of a message, each with the changes to it; or why its rules cannot be applied. */
export type RuleOutcome =
  | { readonly type: 'copies'; readonly copies: readonly (readonly PropertyChange[])[] }
  | { readonly type: 'failed'; readonly error: FilterEvaluationError };

/**
 * Applies rules to a message ("Topic filters and actions" in Microsoft's documentation): the rules without an action
 * are alternatives and give one copy; every rule with an action that matches gives a copy of its own. A rule that
 * fails counts only when no other one matches.
 */
export function matchRules(rules: readonly Rule[], subject: FilterSubject): RuleOutcome {
  const copies: (readonly PropertyChange[])[] = [];
  let hasPlainCopy = false;
  let failure: FilterEvaluationError | undefined;
  for (const rule of rules) {
    if (!rule.change && hasPlainCopy) continue;
    try {
      if (!rule.matches(subject)) continue;
      copies.push(changesOf(rule, subject));
      hasPlainCopy ||= !rule.change;
    } catch (error) {
      if (!(error instanceof FilterEvaluationError)) throw error;
      failure = error;
    }
  }
  return failure && copies.length === 0 ? { type: 'failed', error: failure } : { type: 'copies', copies };
}

function changesOf({ name, change }: Rule, subject: FilterSubject): readonly PropertyChange[] {
  if (!change) return [];
  return [{ kind: 'set', scope: 'user', name: ruleNameProperty, value: name }, ...change(subject)];
}
