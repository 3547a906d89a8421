import { z } from 'zod';

/** A JSON Schema (2020-12), which is what OpenAPI 3.1 describes values with. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The schema of what is sent, or of what is answered; either may hold what is not named, unless the schema is strict. */
export const jsonSchemaOf = (schema: z.ZodType): JsonSchema => {
  const described: Record<string, unknown> = z.toJSONSchema(schema, {
    io: 'input',
    // What only code can check (each sku once) is left to the answer 400.
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly; // says that a client may not send it, and not that we do not change it
      if (jsonSchema['personal'] === true) jsonSchema['x-personal'] = true;
      delete jsonSchema['personal'];
      // Set here: of a schema that transforms what it reads, zod leaves its own examples out.
      if (jsonSchema.format === 'date-time') jsonSchema.examples ??= ['2026-05-04T10:00:00Z'];
      // Of a default behind a transformation, too, zod does not speak: it is of the wrong side.
      if ('usual' in jsonSchema) jsonSchema.default = jsonSchema['usual'];
      delete jsonSchema['usual'];
      if (jsonSchema.type === 'integer') delete jsonSchema.pattern; // of the text that it is in a query string
    },
  });
  delete described['$schema'];
  return described;
};

/** The members of an object's schema, and whether each must be there. */
export const membersOf = (
  schema: z.ZodType,
): readonly { readonly name: string; readonly schema: JsonSchema; readonly required: boolean }[] => {
  const { properties = {}, required = [] } = objectSchema.parse(jsonSchemaOf(schema));
  return Object.entries(properties).map(([name, member]) => ({
    name,
    schema: member,
    required: required.includes(name),
  }));
};

const objectSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  required: z.array(z.string()).optional(),
});
