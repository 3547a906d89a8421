import { join } from 'node:path';
import { startCosmos, type CosmosServer } from '@annal/local-cosmos';
import { patience } from '@annal/local-server/testing';
import { CosmosClient, type Container } from '@azure/cosmos';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startFunctionsHost, type FunctionsHost } from '../index.ts';

interface Batch {
  readonly ids: readonly string[];
  readonly retry: number | null;
}

const lines: string[] = [];
let cosmos: CosmosServer;
let client: CosmosClient;
let host: FunctionsHost;
let things: Container;
let leases: Container;

beforeAll(async () => {
  cosmos = await startCosmos({
    data: ':memory:',
    declare: {
      database: 'shop',
      containers: [
        { name: 'things', partitionKey: '/key', throughput: 18_000 },
        { name: 'leases', partitionKey: '/id' },
      ],
    },
  });
  client = new CosmosClient(cosmos.connectionString);
  things = client.database('shop').container('things');
  leases = client.database('shop').container('leases');
  for (const number of [1, 2, 3, 4, 5, 6, 7]) await things.items.create({ id: `old-${number}`, key: 'one-key' });
  host = await startFunctionsHost({
    appRoot: join(import.meta.dirname, 'apps/feed'),
    settings: { COSMOS: cosmos.connectionString, COSMOS_DATABASE: 'shop' },
    log: (line) => lines.push(line),
  });
  // From here on "now" is fixed.
  const started = async () => (await leasesOf('now')).filter(({ continuation }) => continuation !== null).length === 3;
  await vi.waitUntil(started, patience);
});
afterAll(async () => {
  await host.close();
  client.dispose();
  await cosmos.close();
});

const batches = (name: string): Batch[] =>
  lines
    .filter((line) => line.startsWith(`  ${name}: {`))
    .map((line) => JSON.parse(line.slice(name.length + 4)) as Batch);
const ids = (name: string) => batches(name).flatMap((batch) => batch.ids);

interface LeaseDocument {
  readonly feed: string;
  readonly owner: string | null;
  readonly continuation: string | null;
}
const leasesOf = async (prefix: string) =>
  (await leases.items.readAll<LeaseDocument>().fetchAll()).resources.filter(({ feed }) =>
    feed.startsWith(`${prefix}|`),
  );

describe('A change feed function', () => {
  it('gets everything from the beginning, in order, in batches of a list', async () => {
    await expect.poll(() => ids('all').length).toBeGreaterThanOrEqual(7);
    expect(ids('all').slice(0, 7)).toEqual([1, 2, 3, 4, 5, 6, 7].map((number) => `old-${number}`));
    expect(Math.max(...batches('all').map((batch) => batch.ids.length))).toBe(3);
  });

  it('that starts now gets only what comes', async () => {
    await things.items.create({ id: 'new-1', key: 'another-key' });
    await expect.poll(() => ids('from-now')).toEqual(['new-1']);
  });

  it('gets dates and times in the form of Newtonsoft.Json, as its host.json does not say otherwise', async () => {
    await things.items.create({ id: '2026-05-04T10:00:00.120Z', key: 'dated' });
    await expect.poll(() => ids('all')).toContain('2026-05-04T10:00:00.12Z');
  });

  it('has one lease for each feed range, below its prefix', async () => {
    const held = await leasesOf('all');
    expect(held).toHaveLength(3);
    expect(new Set(held.map(({ owner }) => owner)).size).toBe(1);
  });

  it('has no retry context and loses a batch that fails when it has no retry policy', async () => {
    await things.items.create({ id: 'poison', key: 'p', fails: -1 });
    await things.items.create({ id: 'after-poison', key: 'p' });
    await expect.poll(() => ids('lossy')).toContain('after-poison');
    expect(batches('lossy').filter((batch) => batch.ids[0] === 'poison')).toEqual([{ ids: ['poison'], retry: null }]);
  });

  it('gives a batch up after its last try, and goes on', async () => {
    await expect.poll(() => ids('bounded')).toContain('after-poison');
    const tries = batches('bounded').filter((batch) => batch.ids[0] === 'poison');
    expect(tries.map(({ retry }) => retry)).toEqual([0, 1, 2]);
  });

  it('with endless retries stays with the batch that fails, while the other ranges go on', async () => {
    const again = () => batches('endless').filter((batch) => batch.ids[0] === 'poison').length;
    await expect.poll(again).toBeGreaterThan(4);
    await expect.poll(() => ids('endless')).toContain('old-7');
    expect(ids('endless')).not.toContain('after-poison');
  });

  it('that fails leaves its stack in the log', () => {
    expect(lines.join('\n')).toMatch(
      /lossy +cosmosDB +1 change {2}failed {2}[\d.]+ ms {2}[0-9a-f]{32}\n\s+Error: cannot take poison\n\s+at /,
    );
  });

  it('survives a store that fails for a while, and misses nothing', async () => {
    for (let index = 0; index < 40; index++) cosmos.faults.next({ when: 'before-commit', answer: 503 });
    for (let index = 0; index < 20; index++) await createInSpiteOf(`during-${index}`);
    const wanted = Array.from({ length: 20 }, (_, index) => `during-${index}`);
    await expect.poll(() => wanted.filter((id) => !ids('all').includes(id))).toEqual([]);
  });

  it('gives its leases back when the host stops', async () => {
    await host.close();
    expect((await leasesOf('all')).map(({ owner }) => owner)).toEqual([null, null, null]);
  });
});

/** The store's faults hit writers as well. */
async function createInSpiteOf(id: string): Promise<void> {
  await expect
    .poll(() =>
      things.items.upsert({ id, key: id }).then(
        () => true,
        () => false,
      ),
    )
    .toBe(true);
}
