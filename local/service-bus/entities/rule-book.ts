import { compileFilter, type RuleFilter } from '../filters/index.ts';
import type { RuleRow, Storage } from '../storage/index.ts';
import type { Entity, Rule } from './entity.ts';

/** The rules of all subscriptions: compiled in memory for every message, in storage for the next start. */
export interface RuleBook {
  /** By name. */
  rulesOf(subscription: Entity): readonly Rule[];
  /** Adds or replaces a rule. @throws FilterSyntaxError when the filter cannot be understood; nothing has then changed. */
  putRule(subscription: Entity, name: string, filter: RuleFilter, now: number): void;
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
    const filter = JSON.parse(row.filter) as RuleFilter; // written by putRule
    const rule = { name: row.name, filter, matches: compileFilter(filter), createdAt: row.createdAt };
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
    putRule(subscription, name, filter, now) {
      compileFilter(filter);
      const row = { subscription: subscription.id, name, filter: JSON.stringify(filter), createdAt: now };
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
