import {
  correlationFields,
  type RuleAction,
  type RuleFilter,
  type RuleParameters,
  type RuleValue,
} from '../../filters/index.ts';
import { badRequest } from './atom-error.ts';
import type { XmlElement } from './read-xml.ts';
import { element, type Xml } from './write-xml.ts';

/** What a rule says, without its name. */
export interface RuleContent {
  readonly filter: RuleFilter;
  readonly action: RuleAction | null;
}

/** Reads the filter and the action of a rule's description. @throws AtomError. */
export function readRule(description: XmlElement): RuleContent {
  return { filter: readFilter(child(description, 'Filter')), action: readAction(child(description, 'Action')) };
}

function child(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return parent?.children.find((candidate) => candidate.name === name);
}

function readFilter(filter: XmlElement | undefined): RuleFilter {
  const type = filter?.attributes['type'] ?? 'TrueFilter';
  switch (type.slice(type.indexOf(':') + 1)) {
    case 'TrueFilter':
      return { type: 'true' };
    case 'FalseFilter':
      return { type: 'false' };
    case 'SqlFilter':
      return { type: 'sql', ...readSql(filter) };
    case 'CorrelationFilter':
      return readCorrelation(filter);
    default:
      throw badRequest(`A filter of type ${type} is not known.`);
  }
}

function readSql(parent: XmlElement | undefined): RuleAction {
  const parameters = readPairs(child(parent, 'Parameters'));
  const expression = child(parent, 'SqlExpression')?.text ?? '';
  return Object.keys(parameters).length === 0 ? { expression } : { expression, parameters };
}

function readAction(action: XmlElement | undefined): RuleAction | null {
  return child(action, 'SqlExpression')?.text ? readSql(action) : null;
}

function readCorrelation(filter: XmlElement | undefined): RuleFilter {
  const system = correlationFields.flatMap((field) => {
    const written = child(filter, capitalized(field))?.text;
    return written === undefined || written === '' ? [] : [[field, written] as const];
  });
  return {
    type: 'correlation',
    system: Object.fromEntries(system),
    properties: readPairs(child(filter, 'Properties')),
  };
}

function readPairs(pairs: XmlElement | undefined): RuleParameters {
  const read = (pairs?.children ?? []).map(
    (pair) => [child(pair, 'Key')?.text ?? '', readValue(child(pair, 'Value'))] as const,
  );
  return Object.fromEntries(read);
}

/** A value's type is an XML Schema type under any prefix. */
function readValue(value: XmlElement | undefined): RuleValue {
  const [type = '', text = ''] = [value?.attributes['type'], value?.text];
  const name = type.slice(type.indexOf(':') + 1);
  if (name === 'boolean') return text === 'true';
  if (name === 'dateTime') return { date: readDate(text) };
  return numbers.has(name) ? Number(text) : text;
}

const numbers = new Set(['int', 'long', 'float', 'double', 'decimal']);

function readDate(text: string): string {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw badRequest(`'${text}' is no moment.`);
  return date.toISOString();
}

/** Writes the filter and the action of a rule. */
export function writeRule({ filter, action }: RuleContent): Xml[] {
  const written =
    action === null ? element('Action', '', typed('EmptyRuleAction')) : writeSql('Action', 'SqlRuleAction', action);
  return [writeFilter(filter), written];
}

function writeFilter(filter: RuleFilter): Xml {
  switch (filter.type) {
    case 'true':
      return writeSql('Filter', 'TrueFilter', { expression: '1=1' });
    case 'false':
      return writeSql('Filter', 'FalseFilter', { expression: '1=0' });
    case 'sql':
      return writeSql('Filter', 'SqlFilter', filter);
    case 'correlation': {
      const system = Object.entries(filter.system).map(([field, value]) => element(capitalized(field), value));
      return element('Filter', [...system, ...writePairs('Properties', filter.properties)], typed('CorrelationFilter'));
    }
  }
}

function writeSql(name: string, type: string, { expression, parameters = {} }: RuleAction): Xml {
  const level = element('CompatibilityLevel', 20);
  return element(
    name,
    [element('SqlExpression', expression), level, ...writePairs('Parameters', parameters)],
    typed(type),
  );
}

function writePairs(name: string, pairs: RuleParameters): Xml[] {
  const written = Object.entries(pairs).map(([key, value]) =>
    element('KeyValueOfstringanyType', [element('Key', key), writeValue(value)]),
  );
  return written.length === 0 ? [] : [element(name, written)];
}

/** Clients take the type's name from behind a prefix of four letters. */
function writeValue(value: RuleValue): Xml {
  const type = typeof value === 'object' ? 'dateTime' : typeof value === 'number' ? 'double' : typeof value;
  const schema = { 'i:type': `d6p1:${type}`, 'xmlns:d6p1': 'http://www.w3.org/2001/XMLSchema' };
  return element('Value', typeof value === 'object' ? value.date : value, schema);
}

function typed(type: string): Readonly<Record<string, string>> {
  return { 'i:type': type };
}

function capitalized(field: string): string {
  return `${field.charAt(0).toUpperCase()}${field.slice(1)}`;
}
