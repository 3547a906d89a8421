import { addRule, removeRule, rulesOf } from '../entities/index.ts';
import { amqp, entriesOf, mapOf, numberOf } from '../messages/index.ts';
import { requireText, type Operation } from './operation.ts';
import { encodeRule, readAction, readFilter } from './rule-description.ts';

/** Lists the rules of a subscription by name. */
export const enumerateRules: Operation = ({ broker, entity }, body) => {
  const skip = numberOf(body.get('skip')) ?? 0;
  const rules = rulesOf(broker, entity).slice(skip, skip + (numberOf(body.get('top')) ?? 100));
  if (rules.length === 0) return undefined;
  return mapOf([['rules', amqp.List32(rules.map((rule) => mapOf([['rule-description', encodeRule(rule)]])))]]);
};

/** Adds a rule to a subscription. */
export const addRuleToSubscription: Operation = ({ broker, entity }, body) => {
  const description = entriesOf(body.get('rule-description'));
  const rule = { filter: readFilter(description), action: readAction(description) };
  addRule(broker, entity, { name: requireText(body, 'rule-name'), ...rule });
  return amqp.Map32([]);
};

/** Removes a rule; a subscription without rules gets no messages. */
export const removeRuleFromSubscription: Operation = ({ broker, entity }, body) => {
  removeRule(broker, entity, requireText(body, 'rule-name'));
  return amqp.Map32([]);
};
