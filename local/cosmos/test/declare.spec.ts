import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartupError } from '@annal/local-server';
import { CosmosClient, type Database } from '@azure/cosmos';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCosmos, type Topology } from '../index.ts';
import { failureOf } from './local-account.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cosmos-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function started<T>(declare: Topology, use: (database: Database) => Promise<T>): Promise<T> {
  const server = await startCosmos({ data: folder, declare });
  const client = new CosmosClient(server.connectionString);
  try {
    return await use(client.database(declare.database));
  } finally {
    client.dispose();
    await server.close();
  }
}

const only = (path: string): object => ({ includedPaths: [{ path }], excludedPaths: [{ path: '/*' }] });
const topology = (indexingPolicy: object, partitionKey = '/pk'): Topology => ({
  database: 'd',
  containers: [{ name: 'c', partitionKey, indexingPolicy, throughput: 12_000 }],
});
const ordered = (database: Database, path: string) =>
  database
    .container('c')
    .items.query(`SELECT VALUE c.id FROM c ORDER BY c.${path} DESC`, { partitionKey: 'p' })
    .fetchAll();

describe('declared containers', () => {
  it('are there from the start, with as many ranges as their throughput asks for', async () => {
    const ranges = await started(topology(only('/a/?')), (database) => database.container('c').getFeedRanges());
    expect(ranges).toHaveLength(2);
  });

  it('follow their declaration at the next start, and keep their items', async () => {
    await started(topology(only('/a/?')), async (database) => {
      for (const n of [1, 2]) await database.container('c').items.create({ id: `${n}`, pk: 'p', a: -n, b: n });
      expect((await ordered(database, 'a')).resources).toEqual(['1', '2']);
      expect((await failureOf(ordered(database, 'b'))).code).toBe(400);
    });
    await started(topology(only('/b/?')), async (database) => {
      expect((await ordered(database, 'b')).resources).toEqual(['2', '1']);
      expect((await failureOf(ordered(database, 'a'))).code).toBe(400);
    });
  });

  it.each([
    ['nothing', {}],
    ['no list of containers', { database: 'd', containers: 'c' }],
    ['a container without a key', { database: 'd', containers: [{ name: 'c' }] }],
    ['a container that is only a name', { database: 'd', containers: ['c'] }],
    [
      'a throughput that is none',
      { database: 'd', containers: [{ name: 'c', partitionKey: '/pk', throughput: 'much' }] },
    ],
    [
      'a throughput below the least',
      { database: 'd', containers: [{ name: 'c', partitionKey: '/pk', throughput: 0 }] },
    ],
    ['a list of its own', []],
    ['a further database that is only a name', { database: 'd', containers: [], furtherDatabases: ['e'] }],
    ['a name that no database may have', { database: 'a/b', containers: [] }],
  ])('are refused in a sentence when the declaration has %s', async (_, wrong) => {
    const start = startCosmos({ data: folder, declare: wrong as never });
    await expect(start).rejects.toThrow(StartupError);
  });

  it('are made in further databases, too, with the texts that are searched there', async () => {
    const fullTextPolicy = { defaultLanguage: 'en-US', fullTextPaths: [{ path: '/text', language: 'en-US' }] };
    const searched = {
      ...{ name: 'c', partitionKey: '/pk', fullTextPolicy },
      indexingPolicy: { ...only('/a/?'), fullTextIndexes: [{ path: '/text' }] },
    };
    const further = { ...topology(only('/a/?')), furtherDatabases: [{ database: 'e', containers: [searched] }] };
    await started(further, async (database) => {
      const { resource } = await database.client.database('e').container('c').read();
      expect(resource).toMatchObject({ fullTextPolicy, indexingPolicy: { fullTextIndexes: [{ path: '/text' }] } });
    });
  });

  it('cannot change their key under the items, and the server says so instead of starting', async () => {
    await started(topology(only('/a/?')), () => Promise.resolve());
    const changed = startCosmos({ data: folder, declare: topology(only('/a/?'), '/other') });
    await expect(changed).rejects.toThrow(StartupError);
    await expect(changed).rejects.toThrow(/partition key definition of the container c/);
    await started(topology(only('/a/?')), () => Promise.resolve());
  });
});
