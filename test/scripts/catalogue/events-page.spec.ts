import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findAggregates } from '../../../scripts/catalogue/aggregates.ts';
import { eventsPage } from '../../../scripts/catalogue/events-page.ts';
import { fieldsOf } from '../../../scripts/catalogue/fields.ts';
import { schemaOf } from '../../../scripts/catalogue/shapes.ts';

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

const found = await findAggregates();
const events = found.flatMap(({ aggregate }) => Object.entries(aggregate.events));

describe('Every event', () => {
  it('is told on the page with its sentence', () => {
    const page = eventsPage(found);
    for (const [name, { schema }] of events) expect(page).toContain(`### ${name}\n\n${schema.description} Version `);
  });
});
