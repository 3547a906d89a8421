import { FilterSyntaxError } from '../filters/index.ts';
import type { Broker } from './broker.ts';
import type { Entity, NewRule, Rule } from './entity.ts';
import { condition, Refusal } from './refusal.ts';

/** The rules of a subscription, by name. @throws Refusal for other entities. */
export function rulesOf(broker: Broker, subscription: Entity): readonly Rule[] {
  if (subscription.kind !== 'subscription')
    throw new Refusal(condition.notAllowed, `'${subscription.path}' is a ${subscription.kind} and has no rules.`);
  return broker.directory.rulesOf(subscription);
}

/** Adds a rule. @throws Refusal when the name is taken, or the filter or the action cannot be understood. */
export function addRule(broker: Broker, subscription: Entity, rule: NewRule): void {
  if (hasRule(broker, subscription, rule.name))
    throw new Refusal(
      condition.entityAlreadyExists,
      `The messaging entity '${subscription.path}/Rules/${rule.name}' already exists.`,
    );
  putRule(broker, subscription, rule);
}

/** Replaces a rule. @throws Refusal when there is none of that name, or the new one cannot be understood. */
export function replaceRule(broker: Broker, subscription: Entity, rule: NewRule): void {
  if (!hasRule(broker, subscription, rule.name)) throw ruleNotFound(subscription, rule.name);
  putRule(broker, subscription, rule);
}

function putRule(broker: Broker, subscription: Entity, rule: NewRule): void {
  checkRule(rule);
  try {
    broker.directory.putRule(subscription, rule, broker.now());
  } catch (error) {
    throw error instanceof FilterSyntaxError ? new Refusal(condition.argument, error.message) : error;
  }
}

/** Removes a rule. @throws Refusal when there is none of that name. */
export function removeRule(broker: Broker, subscription: Entity, name: string): void {
  if (!hasRule(broker, subscription, name)) throw ruleNotFound(subscription, name);
  broker.directory.removeRule(subscription, name);
}

function hasRule(broker: Broker, subscription: Entity, name: string): boolean {
  return rulesOf(broker, subscription).some((rule) => rule.name.toLowerCase() === name.toLowerCase());
}

function ruleNotFound({ path }: Entity, name: string): Refusal {
  return new Refusal(condition.notFound, `The messaging entity '${path}/Rules/${name}' could not be found.`);
}

/** The limits of Azure ("Service Bus quotas" in Microsoft's documentation), in characters. */
const longest = { name: 50, expression: 1024 } as const;

/** @throws Refusal argument-error. */
function checkRule({ name, filter, action }: NewRule): void {
  if (name.length === 0 || name.length > longest.name || /[/\\?#@]/.test(name))
    throw new Refusal(
      condition.argument,
      `'${name}' is no name for a rule: up to ${longest.name} characters, without / \\ ? # and @.`,
    );
  const expressions = [filter.type === 'sql' ? filter.expression : '', action?.expression ?? ''];
  if (expressions.some(({ length }) => length > longest.expression))
    throw new Refusal(condition.argument, `The expressions of a rule have up to ${longest.expression} characters.`);
}
