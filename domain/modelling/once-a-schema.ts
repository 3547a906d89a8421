import type { z } from 'zod';

/**
 * Does the work once for each schema, and gives the same result whenever the schema comes again: what takes a walk through a whole schema
 * is asked for by every subscriber and every handler. A result is forgotten with its schema.
 */
export const onceASchema = <Result extends object>(
  work: (schema: z.ZodType) => Result,
): ((schema: z.ZodType) => Result) => {
  const done = new WeakMap<z.ZodType, Result>();
  return (schema) => {
    const result = done.get(schema) ?? work(schema);
    done.set(schema, result);
    return result;
  };
};
