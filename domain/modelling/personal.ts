import { z } from 'zod';
import { onceASchema } from './once-a-schema.ts';

/**
 * Marks a string of an event, a command or a view as personal: it says something about a person who may ask to be forgotten. In an
 * event it is stored under a key of its own stream, and reads `[erased]` once that key is destroyed. Only text can be marked,
 * because `[erased]` must be a value of the field; of an object, mark what is in it. The mark shows in JSON Schema.
 */
export const personal = <Schema extends z.ZodType<string>>(schema: Schema): Schema => schema.meta({ personal: true });

/** Replaces a personal value once its subject is erased. */
export const erasedText = '[erased]';

/** Whether events of these types have personal values. */
export const holdsPersonalData = (types: Readonly<Record<string, { readonly schema: z.ZodType }>>): boolean =>
  Object.values(types).some(({ schema }) => marksIn(schema).areThere);

const marksIn = onceASchema((schema) => {
  const described = JSON.stringify(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }));
  // Yes when in doubt: only a mark, or a field with this name, writes this.
  return { areThere: described.includes('"personal":true') };
});

/** The path of a value in an event's data: `['address', 'city']`. */
export type FieldPath = readonly (string | number)[];

/** The paths of personal text in this value, by the marks of its schema. In doubt, as with a union, text counts as personal. */
export const personalPathsIn = (schema: z.core.$ZodType, value: unknown): readonly FieldPath[] => {
  if (typeof value === 'string') return isPersonal(schema) ? [[]] : [];
  if (typeof value !== 'object' || value === null) return [];
  const found = Object.entries(value).flatMap(([name, member]: [string, unknown]) => {
    const step = Array.isArray(value) ? Number(name) : name;
    const below = memberSchemas(schema, step).flatMap((each) => personalPathsIn(each, member));
    return below.map((path) => [step, ...path]);
  });
  return [...new Map(found.map((path) => [JSON.stringify(path), path])).values()];
};

const isPersonal = (schema: z.core.$ZodType): boolean =>
  z.globalRegistry.get(schema)?.['personal'] === true || within(schema).some(isPersonal);

const memberSchemas = (schema: z.core.$ZodType, step: string | number): readonly z.core.$ZodType[] => {
  if (schema instanceof z.ZodObject) return existing(shapeOf(schema)[step] ?? schema.def.catchall);
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodTuple) return existing(schema.def.items[Number(step)] ?? schema.def.rest);
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  return within(schema).flatMap((each) => memberSchemas(each, step));
};

const shapeOf = (schema: z.ZodObject): Readonly<Record<string, z.core.$ZodType>> => schema.shape;

/** The schemas that a schema wraps or chooses from. */
const within = (schema: z.core.$ZodType): readonly z.core.$ZodType[] => {
  if (schema instanceof z.ZodUnion) return schema.options;
  if (schema instanceof z.ZodIntersection) return [schema.def.left, schema.def.right];
  if (schema instanceof z.ZodPipe) return [schema.in, schema.out];
  if (schema instanceof z.ZodLazy) return [schema.def.getter()];
  return 'innerType' in schema._zod.def && isSchema(schema._zod.def.innerType) ? [schema._zod.def.innerType] : [];
};

const existing = (schema: z.core.$ZodType | null | undefined): readonly z.core.$ZodType[] =>
  schema === undefined || schema === null ? [] : [schema];

const isSchema = (value: unknown): value is z.core.$ZodType => value instanceof z.ZodType;
