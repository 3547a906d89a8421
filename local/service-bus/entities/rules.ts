import { FilterSyntaxError, type RuleFilter } from '../filters/index.ts';
import type { Broker } from './broker.ts';
import type { Entity, Rule } from './entity.ts';
import { condition, Refusal } from './refusal.ts';

/** The rules of a subscription, by name. @throws Refusal for other entities. */
export function rulesOf(broker: Broker, subscription: Entity): readonly Rule[] {
  if (subscription.kind !== 'subscription')
    throw new Refusal(condition.notAllowed, `'${subscription.path}' is a ${subscription.kind} and has no rules.`);
  return broker.directory.rulesOf(subscription);
}

/** Adds a rule. @throws Refusal when the name is taken or the filter cannot be understood. */
export function addRule(broker: Broker, subscription: Entity, name: string, filter: RuleFilter): void {
  if (hasRule(broker, subscription, name))
    throw new Refusal(
      condition.entityAlreadyExists,
      `The messaging entity '${subscription.path}/Rules/${name}' already exists.`,
    );
  try {
    broker.directory.putRule(subscription, name, filter, broker.now());
  } catch (error) {
    throw error instanceof FilterSyntaxError ? new Refusal(condition.argument, error.message) : error;
  }
}

/** Removes a rule. @throws Refusal when there is none of that name. */
export function removeRule(broker: Broker, subscription: Entity, name: string): void {
  if (!hasRule(broker, subscription, name))
    throw new Refusal(
      condition.notFound,
      `The messaging entity '${subscription.path}/Rules/${name}' could not be found.`,
    );
  broker.directory.removeRule(subscription, name);
}

function hasRule(broker: Broker, subscription: Entity, name: string): boolean {
  return rulesOf(broker, subscription).some((rule) => rule.name.toLowerCase() === name.toLowerCase());
}
