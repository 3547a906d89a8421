import { expect, it } from 'vitest';
import { z } from 'zod';
import { onceASchema } from '../../../domain/modelling/once-a-schema.ts';

it('does the work once for each schema, and gives each its own result', () => {
  const worked: z.ZodType[] = [];
  const numbered = onceASchema((schema) => ({ number: worked.push(schema) }));
  const [text, count] = [z.string(), z.number()];

  expect([text, count, text, count].map((schema) => numbered(schema).number)).toEqual([1, 2, 1, 2]);
  expect(worked).toEqual([text, count]);
});
