import { compileAction, compileFilter, type RuleAction, type RuleFilter } from '../filters/index.ts';
import type { RuleRow, Storage } from '../storage/index.ts';
import type { Entity, NewRule, Rule } from './entity.ts';

/** The rules of all subscriptions: compiled in memory for every message, in storage for the next start. */
export interface RuleBook {
  /** By name. */
  rulesOf(subscription: Entity): readonly Rule[];
  /**
   * Adds or replaces a rule. @throws FilterSyntaxError when its filter or its action cannot be understood; nothing has
   * then changed.
   */
  putRule(subscription: Entity, rule: NewRule, now: number): void;
  removeRule(subscription: Entity, name: string): void;
  /** Forgets the rules of a subscription that is gone. */
  forget(subscription: Entity): void;
  /** Reads everything again from storage. */
  reload(): void;
}

/** Reads the rules from storage. */
export function openRuleBook(storage: Storage): RuleBook {
  const rules = new Map<number, Map<string, Rule>>();

  function add(row: RuleRow): void {
    const rule = { ...compile(readRule(row)), createdAt: row.createdAt };
    const ofSubscription = rules.get(row.subscription) ?? new Map<string, Rule>();
    rules.set(row.subscription, ofSubscription.set(row.name.toLowerCase(), rule));
  }

  function reload(): void {
    rules.clear();
    storage.entities.rules().forEach(add);
  }

  reload();
  return {
    rulesOf: ({ id }) => [...(rules.get(id)?.values() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1)),
    putRule(subscription, rule, now) {
      compile(rule);
      const { name, filter, action } = rule;
      const row = {
        subscription: subscription.id,
        name,
        filter: JSON.stringify(filter),
        action: action && JSON.stringify(action),
        createdAt: now,
      };
      storage.turns.join();
      storage.entities.putRule(row);
      add(row);
    },
    removeRule(subscription, name) {
      storage.turns.join();
      storage.entities.removeRule(subscription.id, name);
      rules.get(subscription.id)?.delete(name.toLowerCase());
    },
    forget: ({ id }) => void rules.delete(id),
    reload,
  };
}

function compile(rule: NewRule): Omit<Rule, 'createdAt'> {
  return { ...rule, matches: compileFilter(rule.filter), change: rule.action && compileAction(rule.action) };
}

/** As putRule wrote it. */
function readRule({ name, filter, action }: RuleRow): NewRule {
  return {
    name,
    filter: JSON.parse(filter) as RuleFilter,
    action: action === null ? null : (JSON.parse(action) as RuleAction),
  };
}
