import { z } from 'zod';
import type { JsonSchema } from './shapes.ts';

/** One field of an event that holds a value, wherever it stands: `lines[].sku`. */
export interface Field {
  readonly path: string;
  readonly type: string;
  readonly isOptional: boolean;
  readonly isPersonal: boolean;
}

const part = z.object({
  type: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.record(z.string(), z.unknown())).optional(),
  format: z.string().optional(),
  personal: z.boolean().default(false),
  required: z.array(z.string()).default([]),
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  items: z.record(z.string(), z.unknown()).optional(),
});

/** The fields of a shape in their order, those of objects in it included. */
export const fieldsOf = (schema: JsonSchema, before = '', isOptional = false): readonly Field[] => {
  const { properties, required, items, personal, ...value } = part.parse(schema);
  if (items !== undefined) return fieldsOf(items, `${before}[]`, isOptional);
  if (value.type !== 'object') return [{ path: before, type: typeOf(value), isOptional, isPersonal: personal }];
  return Object.entries(properties).flatMap(([name, below]) =>
    fieldsOf(below, before === '' ? name : `${before}.${name}`, isOptional || !required.includes(name)),
  );
};

const typeOf = (value: Pick<z.infer<typeof part>, 'type' | 'const' | 'enum' | 'anyOf' | 'format'>): string => {
  const choices = value.const === undefined ? value.enum : [value.const];
  if (choices !== undefined) return choices.map((each) => `\`${JSON.stringify(each)}\``).join(' or ');
  if (value.anyOf !== undefined) return value.anyOf.map((each) => typeOf(part.parse(each))).join(' or ');
  return value.format ?? value.type ?? 'any';
};
