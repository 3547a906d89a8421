import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { DescribedOperation, OpenApi, operationsIn } from '../support/openapi.ts';

type Described = ReturnType<typeof operationsIn>[number];

/** Words of which at least one suits each text in the description. */
const words = [
  'tea',
  'bob@example.com',
  'EUR',
  '2026-05-04T10:00:00Z',
  '"1"',
  '1',
  'orders',
  '2026-05-04',
  '2026-05',
  'order-1:1',
];

/** Makes requests from a description, and holds answers against it. */
export const driverOf = (document: OpenApi, random: () => number) => {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'api', components: document.components });
  const compiled = new Map<object, (value: unknown) => boolean>();
  const accepts = (schema: object): ((value: unknown) => boolean) => {
    const known = compiled.get(schema) ?? ajv.compile(absolute(schema));
    compiled.set(schema, known);
    return known;
  };
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;

  const sampleObject = ({ properties = {}, required = [] }: Schema): unknown => {
    const asked = Object.entries(properties).filter(([name]) => required.includes(name) || random() < 0.3);
    return Object.fromEntries(asked.map(([name, member]) => [name, sample(member)]));
  };
  const sampleInteger = ({ minimum = 0, maximum = 3 }: Schema): number =>
    minimum + Math.floor(random() * Math.min(3, maximum - minimum));
  /** Told apart by their words, for a list may want each of them once. */
  let isSecond = false;
  const twoOf = (items: Schema): readonly unknown[] => {
    const first = sample(items);
    isSecond = true;
    const second = sample(items);
    isSecond = false;
    return [first, second];
  };
  const sample = (schema: Schema): unknown => {
    if (schema.enum !== undefined) return pick(schema.enum);
    if (schema.anyOf !== undefined) return sample(pick(schema.anyOf));
    if (schema.type === 'integer') return sampleInteger(schema);
    if (schema.type === 'array') return twoOf(schema.items ?? {});
    if (schema.type === 'object') return sampleObject(schema);
    const suited = words.filter((word) => accepts(schema)(word));
    return suited[isSecond ? 1 : 0] ?? suited[0] ?? 'x';
  };

  return {
    /** A request that the description allows; parameters that are asked for by name are given, and of the optional ones this share. */
    request: ({ method, path, operation }: Described, given: Readonly<Record<string, string>>, optional = 0.15) => {
      const parameters = (operation.parameters ?? [])
        .filter(({ required, name }) => required || name in given || random() < optional)
        .map((each) => ({ ...each, value: given[each.name] ?? String(sample(each.schema)) }));
      const named = (where: string) => parameters.filter((each) => each.in === where);
      const filled = named('path').reduce((text, { name, value }) => text.replace(`{${name}}`, value), path);
      const query = new URLSearchParams(named('query').map(({ name, value }): [string, string] => [name, value]));
      return {
        method: method as 'GET' | 'POST',
        url: `/api${filled}?${query.toString()}`,
        headers: Object.fromEntries(named('header').map(({ name, value }) => [name, value])),
        ...(operation.requestBody === undefined
          ? {}
          : { body: sample(operation.requestBody.content['application/json'].schema) }),
      };
    },

    /** What is wrong with an answer, by the description; nothing when it is as described. */
    faults: (operation: DescribedOperation, answer: Answered): readonly string[] => {
      const response = operation.responses[String(answer.status)];
      if (response === undefined) return [`${answer.status} is not described: ${JSON.stringify(answer.body)}`];
      const type = answer.headers.get('content-type') ?? '';
      const content = response.content[type];
      const missing = Object.entries(response.headers)
        .filter(([name, { required }]) => required && !answer.headers.has(name))
        .map(([name]) => `${answer.status} without ${name}`);
      if (content === undefined) return [...missing, `${answer.status} as ${type}`];
      const told = type.includes('problem') ? content.schema : closed(content.schema);
      if (accepts(told)(answer.body)) return missing;
      return [...missing, `${answer.status} with ${JSON.stringify(answer.body)}: ${ajv.errorsText(ajv.errors)}`];
    },
  };
};

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** A reference within the document, as one from elsewhere. */
const absolute = (schema: object): object =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components', '"api#/components')) as object;

const closings = new Map<object, object>();

/** The same schema, which takes no member that it does not name: an answer must not tell what is not described. */
const closed = (schema: object): object => {
  const known = closings.get(schema) ?? { ...(schema as Schema), unevaluatedProperties: false };
  closings.set(schema, known);
  return known;
};
