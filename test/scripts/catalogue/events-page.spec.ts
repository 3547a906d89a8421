import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findAggregates, repository } from '../../../scripts/catalogue/aggregates.ts';
import { eventsPage } from '../../../scripts/catalogue/events-page.ts';
import { fieldsOf } from '../../../scripts/catalogue/fields.ts';
import { schemaOf } from '../../../scripts/catalogue/shapes.ts';

describe('docs/events.md', () => {
  it('is what the schemas say; if not, run npm run docs:events', async () => {
    expect(readFileSync(join(repository, 'docs/events.md'), 'utf8')).toBe(await eventsPage(await findAggregates()));
  });
});

describe('The fields of an event', () => {
  it('are named by their path, with type, and whether they are optional or personal', () => {
    const shape = z.object({
      name: z.string().meta({ personal: true }),
      lines: z.array(z.object({ sku: z.string(), price: z.int().optional() })),
      kind: z.enum(['one', 'other']).optional(),
      nothing: z.null(),
      either: z.union([z.string(), z.int()]),
      address: z.object({ city: z.string() }).optional(),
    });
    const fields = fieldsOf(schemaOf(shape)).map(({ path, type, isOptional, isPersonal }) =>
      [path, type, isOptional ? 'optional' : '', isPersonal ? 'personal' : ''].join(' ').trim(),
    );
    expect(fields).toEqual([
      'name string  personal',
      'lines[].sku string',
      'lines[].price integer optional',
      'kind `"one"` or `"other"` optional',
      'nothing null',
      'either string or integer',
      'address.city string optional',
    ]);
  });
});
