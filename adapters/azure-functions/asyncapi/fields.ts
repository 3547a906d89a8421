import { z } from 'zod';
import type { JsonSchema } from '../openapi/json-schema.ts';

/** One value in a message, wherever it stands: `lines[].sku`. */
export interface Field {
  readonly path: string;
  readonly type: string;
  readonly isOptional: boolean;
  readonly meaning: string;
}

const part = z.object({
  type: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.record(z.string(), z.unknown())).optional(),
  format: z.string().optional(),
  description: z.string().default(''),
  required: z.array(z.string()).default([]),
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  items: z.record(z.string(), z.unknown()).optional(),
});

/** The fields of a schema in their order, those of objects and lists in it included. */
export const fieldsOf = (schema: JsonSchema, at: Omit<Field, 'type' | 'meaning'> = top): readonly Field[] => {
  const { properties, required, items, ...value } = part.parse(schema);
  if (items !== undefined) return fieldsOf(items, { ...at, path: `${at.path}[]` });
  const members = Object.entries(properties);
  if (members.length === 0) return [{ ...at, type: typeOf(value), meaning: value.description }];
  return members.flatMap(([name, member]) =>
    fieldsOf(member, {
      path: at.path === '' ? name : `${at.path}.${name}`,
      isOptional: at.isOptional || !required.includes(name),
    }),
  );
};

const top = { path: '', isOptional: false };

const typeOf = (value: Pick<z.infer<typeof part>, 'type' | 'const' | 'enum' | 'anyOf' | 'format'>): string => {
  const choices = value.const === undefined ? value.enum : [value.const];
  if (choices !== undefined) return choices.map((each) => JSON.stringify(each)).join(' or ');
  if (value.anyOf !== undefined) return value.anyOf.map((each) => typeOf(part.parse(each))).join(' or ');
  return value.format ?? value.type ?? 'any';
};
