import { compileExpression } from './compile.ts';
import type { FilterSubject, FilterValue } from './filter-value.ts';
import { parseAction } from './parse-action.ts';
import { parametersOf, type RuleParameters } from './rule-value.ts';
import type { StatementNode } from './syntax-tree.ts';

/** An action as it is declared and stored. */
export interface RuleAction {
  readonly expression: string;
  readonly parameters?: RuleParameters;
}

/** What an action does to one property; an unknown value is null. `name` as the action writes it. */
export type PropertyChange =
  | { readonly kind: 'set'; readonly scope: 'sys' | 'user'; readonly name: string; readonly value: FilterValue }
  | { readonly kind: 'remove'; readonly scope: 'sys' | 'user'; readonly name: string };

/** The changes that an action makes to a message. @throws FilterEvaluationError when it cannot be applied to it. */
export type ApplyAction = (subject: FilterSubject) => PropertyChange[];

/** Makes an action ready to run. @throws FilterSyntaxError when it cannot be understood. */
export function compileAction({ expression, parameters }: RuleAction): ApplyAction {
  const statements = parseAction(expression, parametersOf(parameters)).map(compileStatement);
  return (subject) => {
    const changes: PropertyChange[] = [];
    const seen = seenThrough(subject, changes);
    for (const statement of statements) changes.push(statement(seen));
    return changes;
  };
}

function compileStatement(node: StatementNode): (subject: FilterSubject) => PropertyChange {
  const { scope, name } = node.property;
  if (node.kind === 'remove') return () => ({ kind: 'remove', scope, name });
  const value = compileExpression(node.value);
  return (subject) => ({ kind: 'set', scope, name, value: value(subject) });
}

/** A statement sees what the statements before it have done. */
function seenThrough(subject: FilterSubject, changes: readonly PropertyChange[]): FilterSubject {
  const lookUp = (wanted: 'sys' | 'user', name: string, otherwise: (name: string) => FilterValue): FilterValue => {
    const last = changes.findLast(({ scope, name: changed }) => scope === wanted && changed.toLowerCase() === name);
    if (!last) return otherwise(name);
    return last.kind === 'set' ? last.value : undefined;
  };
  return {
    system: (name) => lookUp('sys', name, (own) => subject.system(own)),
    user: (name) => lookUp('user', name, (own) => subject.user(own)),
  };
}
