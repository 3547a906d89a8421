import { z } from 'zod';
import { jsonSchemaOf } from '../../adapters/azure-functions/openapi/json-schema.ts';

/** The members of a body by name, in one line: `{ reason }`; a question mark follows what need not be there. */
export const outlineOf = (schema: z.ZodType): string => {
  const members = Object.entries(membersOf(jsonSchemaOf(schema)));
  if (members.length === 0) return '`{}`';
  return `\`{ ${members.map(([name, isRequired]) => (isRequired ? name : `${name}?`)).join(', ')} }\``;
};

const described = z.object({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
  allOf: z.array(z.unknown()).default([]),
  anyOf: z.array(z.unknown()).default([]),
  oneOf: z.array(z.unknown()).default([]),
});

/** Each member that a value may have, and whether every such value has it. */
const membersOf = (schema: unknown): Readonly<Record<string, boolean>> => {
  const { properties, required, allOf, anyOf, oneOf } = described.parse(schema);
  const own = Object.keys(properties).map((name) => [name, required.includes(name)] as const);
  const choices = [...anyOf, ...oneOf].map(membersOf);
  const chosen = choices
    .flatMap(Object.keys)
    .map((name) => [name, choices.every((each) => each[name] === true)] as const);
  return Object.assign(Object.fromEntries([...own, ...chosen]), ...allOf.map(membersOf)) as Record<string, boolean>;
};
