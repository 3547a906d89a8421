import { condition, Refusal, type Rule } from '../entities/index.ts';
import { correlationFields, type RuleAction, type RuleFilter, type RuleValue } from '../filters/index.ts';
import { amqp, entriesOf, mapOf, plainValue, textOf, type PlainValue, type Typed } from '../messages/index.ts';

/** The descriptors of rules, filters and actions ("AMQP 1.0 in Azure Service Bus: request-response-based operations"). */
const code = {
  rule: 1_335_734_829_060,
  sqlFilter: 83_483_426_822,
  trueFilter: 83_483_426_823,
  falseFilter: 83_483_426_824,
  correlationFilter: 83_483_426_825,
  emptyAction: 1_335_734_829_061,
  sqlAction: 1_335_734_829_062,
} as const;

const compatibilityLevel = 20;

/** Encodes a rule for a listing. */
export function encodeRule({ name, filter, action, createdAt }: Rule): Typed {
  return described(code.rule, [
    encodeFilter(filter),
    action ? described(code.sqlAction, sqlFields(action)) : described(code.emptyAction, []),
    amqp.wrap_string(name),
    amqp.wrap_timestamp(createdAt),
  ]);
}

function encodeFilter(filter: RuleFilter): Typed {
  switch (filter.type) {
    case 'true':
      return described(code.trueFilter, []);
    case 'false':
      return described(code.falseFilter, []);
    case 'sql':
      return described(code.sqlFilter, sqlFields(filter));
    case 'correlation': {
      const { correlationId, messageId, to, replyTo, label, sessionId, replyToSessionId, contentType } = filter.system;
      const fields = [correlationId, messageId, to, replyTo, label, sessionId, replyToSessionId, contentType];
      const properties = mapOf(Object.entries(filter.properties).map(([key, value]) => [key, typedProperty(value)]));
      return described(code.correlationFilter, [...fields.map(optionalText), properties]);
    }
  }
}

function sqlFields({ expression }: { readonly expression: string }): Typed[] {
  return [amqp.wrap_string(expression), amqp.wrap_int(compatibilityLevel)];
}

function described(descriptor: number, fields: readonly Typed[]): Typed {
  return amqp.described(amqp.wrap_ulong(descriptor), amqp.List32(fields));
}

function optionalText(value: string | undefined): Typed {
  return value === undefined ? amqp.Null() : amqp.wrap_string(value);
}

function typedProperty(value: RuleValue): Typed {
  if (typeof value === 'object') return amqp.wrap_timestamp(Date.parse(value.date));
  if (typeof value === 'string') return amqp.wrap_string(value);
  if (typeof value === 'boolean') return amqp.wrap_boolean(value);
  return Number.isInteger(value) ? amqp.wrap_long(value) : amqp.wrap_double(value);
}

/** Reads the action of a rule that a client adds; null when it has none. */
export function readAction(fields: ReadonlyMap<string, Typed>): RuleAction | null {
  const expression = textOf(entriesOf(fields.get('sql-rule-action')).get('expression'));
  return expression === null || expression.trim() === '' ? null : { expression };
}

/** Reads the filter of a rule that a client adds. @throws Refusal argument-error for a value that no filter can have. */
export function readFilter(fields: ReadonlyMap<string, Typed>): RuleFilter {
  const sql = textOf(entriesOf(fields.get('sql-filter')).get('expression'));
  if (sql !== null) return { type: 'sql', expression: sql };
  if (fields.has('correlation-filter')) return readCorrelation(entriesOf(fields.get('correlation-filter')));
  return fields.has('false-filter') ? { type: 'false' } : { type: 'true' };
}

function readCorrelation(fields: ReadonlyMap<string, Typed>): RuleFilter {
  const system = correlationFields.flatMap((field) => {
    const value = textOf(fields.get(wireName(field)));
    return value === null ? [] : [[field, value] as const];
  });
  const properties = [...entriesOf(fields.get('properties'))].map(
    ([key, value]) => [key, correlationValue(plainValue(value))] as const,
  );
  return { type: 'correlation', system: Object.fromEntries(system), properties: Object.fromEntries(properties) };
}

function wireName(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function correlationValue(value: PlainValue): RuleValue {
  if (value instanceof Date) return { date: value.toISOString() };
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new Refusal(condition.argument, 'A correlation filter compares texts, numbers, truth values and moments.');
}
