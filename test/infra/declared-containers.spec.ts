import { globSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import cosmos from '../../infra/cosmos.json' with { type: 'json' };
import { readText } from './bicep-files.ts';

const path = z.strictObject({ path: z.string().regex(/^\/.*[?*]$/) });
const compositePath = z.strictObject({ path: z.string().regex(/^\/[A-Za-z]+$/), order: z.literal('ascending') });
const textPath = z.strictObject({ path: z.string().regex(/^\/[A-Za-z]+$/) });
const container = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{1,61}[a-z0-9]$/),
  partitionKey: z.string().regex(/^\/[A-Za-z]+$/),
  appendOnly: z.literal(true).optional(),
  defaultTtl: z.union([z.literal(-1), z.int().min(1)]).optional(),
  indexingPolicy: z
    .strictObject({
      indexingMode: z.literal('consistent'),
      includedPaths: z.array(path).min(1),
      excludedPaths: z.array(path).min(1),
      // Azure takes composite paths without the question mark of the others, and no more than eight of them.
      compositeIndexes: z.array(z.array(compositePath).min(2).max(8)).min(1).exactOptional(),
      fullTextIndexes: z.array(textPath).min(1).exactOptional(),
    })
    .optional(),
  // Azure has stems and stop words of English; other languages are a preview.
  fullTextPolicy: z
    .strictObject({
      defaultLanguage: z.literal('en-US'),
      fullTextPaths: z.array(textPath.extend({ language: z.literal('en-US') })).min(1),
    })
    .exactOptional(),
});
const database = { database: z.string().min(1), containers: z.array(container) };
const declaration = z.strictObject({ ...database, furtherDatabases: z.array(z.strictObject(database)) });

const { containers: declared, furtherDatabases } = declaration.parse(cosmos);
const everywhere = [...declared, ...furtherDatabases.flatMap(({ containers }) => containers)];
const named = (name: string) => declared.find((each) => each.name === name);
const sources = (pattern: string) => globSync(pattern, { cwd: join(import.meta.dirname, '../..') }).map(readText);
const adapters = sources('adapters/**/*.ts');

describe('infra/cosmos.json', () => {
  it('names each container once', () => {
    const names = declared.map(({ name }) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('keeps the history without an expiry, by stream, and indexes only the fields that are queried', () => {
    expect(named('events')).toEqual({
      name: 'events',
      partitionKey: '/streamId',
      appendOnly: true,
      indexingPolicy: {
        indexingMode: 'consistent',
        includedPaths: ['/streamId/?', '/version/?', '/commandId/?', '/correlationId/?'].map((each) => ({
          path: each,
        })),
        excludedPaths: [{ path: '/*' }],
        compositeIndexes: [
          ['/correlationId', '/recordedAt', '/streamId', '/version'].map((each) => ({
            path: each,
            order: 'ascending',
          })),
        ],
      },
    });
  });

  // An instance that dies while it sets up the leases leaves a lock document behind, with a ttl of its own. Without a default
  // in the container that ttl has no effect, and no instance sets up the leases again (azure-webjobs-sdk-extensions #858).
  it('partitions leases by their id, and lets expire what asks for it: leases themselves do not', () => {
    expect(named('leases')).toEqual({ name: 'leases', partitionKey: '/id', defaultTtl: -1 });
  });

  it('declares every container that an adapter opens by name', () => {
    const opened = adapters.flatMap((text) => [...text.matchAll(/\.container\('([^']+)'\)/g)].map(([, name]) => name));
    expect(opened).toEqual(expect.arrayContaining(['events', 'parked', 'waiting']));
    expect(opened.filter((name) => !everywhere.some((each) => each.name === name))).toEqual([]);
  });

  it('is no more than the app needs: only containers that an adapter or a function names', () => {
    const code = [...adapters, ...sources('{domain,application,consumers,functions}/**/*.ts')].join('\n');
    expect(declared.filter(({ name }) => !code.includes(`'${name}'`))).toEqual([]);
  });
});

describe('The databases of consumers', () => {
  it('are called by the database beside which they are, and the consumer', () => {
    const consumers = readdirSync(join(import.meta.dirname, '../../consumers'));
    expect(furtherDatabases.length).toBeGreaterThan(0);
    for (const { database: name } of furtherDatabases) {
      expect(name.startsWith(`${cosmos.database}-`)).toBe(true);
      expect(consumers).toContain(name.slice(cosmos.database.length + 1));
    }
  });

  it('index every text that is searched', () => {
    const texts = furtherDatabases.flatMap(({ containers }) =>
      containers.map(({ fullTextPolicy, indexingPolicy }) => ({
        declared: fullTextPolicy?.fullTextPaths.map(({ path: text }) => text) ?? [],
        indexed: indexingPolicy?.fullTextIndexes?.map(({ path: text }) => text) ?? [],
      })),
    );
    for (const { declared: policy, indexed } of texts) expect(indexed).toEqual(policy);
    expect(texts.flatMap(({ indexed }) => indexed)).toEqual(['/text']);
  });

  it('names each container once', () => {
    for (const { containers } of furtherDatabases) {
      const names = containers.map(({ name }) => name);
      expect(names).toEqual([...new Set(names)]);
    }
  });
});

describe('The event store', () => {
  it('only creates and reads, for its role in Azure allows nothing else', () => {
    const code = readText('adapters/cosmos/cosmos-event-store.ts');
    expect(code).toContain('.create(');
    expect(code).not.toMatch(/\.(upsert|replace|patch|delete|batch|bulk|executeBulkOperations)\(/);
  });
});
