import { z } from 'zod';

/** A JSON Schema (2020-12), as OpenAPI 3.1 uses it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * Makes the JSON Schema of a request or an answer. Both may have other members as well, unless the schema is strict. Without
 * `momentExample` no moment has an example: Swagger UI then takes the time of the try.
 */
export const jsonSchemaOf = (schema: z.ZodType, momentExample = true): JsonSchema => {
  const described: Record<string, unknown> = z.toJSONSchema(schema, {
    io: 'input',
    // Rules that only code can check are not described; the answer is 400.
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly; // says that a client may not send it, and not that we do not change it
      if (jsonSchema['personal'] === true) jsonSchema['x-personal'] = true;
      delete jsonSchema['personal'];
      // Set here, because zod drops the examples of a schema with a transformation.
      if (momentExample && jsonSchema.format === 'date-time') jsonSchema.examples ??= ['2026-05-04T10:00:00Z'];
      // Set here, because zod drops a default after a transformation: it is a value of the output.
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
