import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { system } from '../../../domain/modelling/system.ts';
import { repository } from '../../../scripts/catalogue/aggregates.ts';
import { containersOf } from '../../../scripts/catalogue/containers.ts';
import { derivedFiles } from '../../../scripts/catalogue/derived-files.ts';
import { withParts } from '../../../scripts/catalogue/marked-parts.ts';
import { roomsGraph } from '../../../scripts/catalogue/rooms.ts';
import { outlineOf } from '../../../scripts/catalogue/outline.ts';
import { ledger } from '../../support/ledger/index.ts';

it.each(await derivedFiles())('$path is what the declarations say', ({ path, content }) => {
  const advice = `${path} does not follow from the declarations any more: run npm run derive.`;
  expect(readFileSync(join(repository, path), 'utf8'), advice).toBe(content);
});

describe('The container of a view', () => {
  it('has the partition key of the declaration, and an index of what its queries ask for and nothing else', () => {
    expect(containersOf(ledger).containers.at(-1)).toEqual({
      name: 'people',
      partitionKey: '/personId',
      indexingPolicy: {
        indexingMode: 'consistent',
        includedPaths: [{ path: '/personId/?' }, { path: '/registeredAt/?' }],
        excludedPaths: [{ path: '/*' }],
        compositeIndexes: [
          [
            { path: '/registeredAt', order: 'ascending' },
            { path: '/id', order: 'ascending' },
          ],
        ],
      },
    });
  });

  it('stands beside those that no view declares', () => {
    const names = containersOf(system()).containers.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['events', 'leases', 'snapshots']));
    expect(names).not.toContain('people');
  });
});

describe('A part of a page', () => {
  const page = 'before\n<!-- derived: one -->\n\nold\n\n<!-- /derived -->\nafter';

  it('is replaced, and the text around it is kept', () => {
    expect(withParts(page, { one: 'new' })).toBe('before\n<!-- derived: one -->\n\nnew\n\n<!-- /derived -->\nafter');
  });

  it.each([
    ['has no marks', 'text'],
    ['has no end', '<!-- derived: one -->\n'],
    ['stands there twice', page + page],
  ])('is named when it %s', (_, text) => {
    expect(() => withParts(text, { one: 'new' })).toThrow('the part one once');
  });
});

it('the graph of the rooms has each arrow once, and none that follows from others', () => {
  const graph = roomsGraph([
    ['functions/http/health.ts', 'application/system/run.ts'],
    ['application/system/run.ts', 'application/feed/subscriber.ts'],
    ['application/system/run.ts', 'application/streams/commit.ts'],
    ['application/feed/subscriber.ts', 'application/streams/commit.ts'],
    ['application/feed/subscriber.ts', 'application/streams/cache.ts'],
    ['application/streams/commit.ts', 'application/streams/cache.ts'],
    ['application/streams/commit.ts', 'domain/modelling/values.ts'],
    ['functions/http/health.ts', 'domain/modelling/values.ts'],
    ['domain/modelling/values.ts', 'node_modules/zod/index.js'],
  ]);
  expect(graph.match(/\w+ --> \w+/g)).toEqual([
    'application --> domain',
    'functions --> application',
    'feed --> streams',
    'system --> feed',
  ]);
});

it.each([
  [z.strictObject({}), '`{}`'],
  [z.object({ sku: z.string(), note: z.string().optional() }), '`{ sku, note? }`'],
  [z.intersection(z.object({ sku: z.string() }), z.object({ version: z.int() })), '`{ sku, version }`'],
  [z.union([z.object({ id: z.string(), name: z.string() }), z.object({ id: z.string() })]), '`{ id, name? }`'],
])('a body is outlined by its members, and a member that need not be there has a question mark', (schema, outline) => {
  expect(outlineOf(schema)).toBe(outline);
});
