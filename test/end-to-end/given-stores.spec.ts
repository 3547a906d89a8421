import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { startIdentity } from '@annal/local-identity';
import { startServiceBus } from '@annal/local-service-bus';
import type { ContainerClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import serviceBusTopology from '../../infra/service-bus.json' with { type: 'json' };
import { appSettings } from '../support/app-settings.ts';
import { useAzurite } from '../support/azurite.ts';
import { useLocalCosmos } from '../support/local-cosmos.ts';
import { bearer } from '../support/tokens.ts';
import { startAppHost, type AppHost } from './app-host.ts';
import { eventually, request } from './client.ts';

/** The app in front of whatever stores ANNAL_TEST_COSMOS, _BLOBS and _SERVICE_BUS name; without them, of our own. */
const cosmos = useLocalCosmos();
const blobs = useAzurite();
/** A broker that is given has seen the orders of earlier runs, and drops what has their message ids. */
const orderId = `given-${Date.now()}`;
const closing: (() => Promise<unknown>)[] = [];
let host: AppHost;
let archive: ContainerClient;
let olga: Readonly<Record<string, string>>;

beforeAll(async () => {
  const data = await mkdtemp(join(tmpdir(), 'annal-given-stores-'));
  const [identity, serviceBus, database] = await Promise.all([startIdentity(), broker(), cosmos.freshDatabase()]);
  await cosmos.addFurtherDatabases(database);
  const container = blobs.freshContainer();
  archive = container.connect();
  const settings = appSettings({
    cosmos: cosmos.connectionString(),
    database: database.id,
    serviceBus: serviceBus.connectionString,
    archive: blobs.connectionString(),
    issuer: identity.issuer,
    data,
  });
  host = await startAppHost(inject('bundle'), data, { ...settings, ARCHIVE_CONTAINER: container.name });
  olga = await bearer(identity.issuer, 'olga', ['clerk', 'operator', 'auditor']);
  closing.push(
    () => host.end('SIGTERM'),
    serviceBus.close,
    () => identity.close(),
    () => rm(data, { recursive: true }),
  );
});
afterAll(async () => {
  for (const close of closing) await close();
});

const broker = async () => {
  const given = process.env['ANNAL_TEST_SERVICE_BUS'];
  if (given !== undefined) return { connectionString: given, close: () => Promise.resolve() };
  return startServiceBus({ port: 0, administrationPort: 0, data: ':memory:', declare: serviceBusTopology });
};
const ask = (path: string) => request(`${host.url}/api/${path}`, { headers: olga });
const command = (name: string, body: unknown) =>
  request(`${host.url}/api/orders/${orderId}/${name}`, { body, headers: olga });
const tea = { sku: 'tea', name: 'Green tea', unitPrice: 450, quantity: 5, discountPercent: 0 };

describe('An order in the stores that are given', () => {
  it('is placed and changed, and its history is shown', async () => {
    expect(await ask('health')).toMatchObject({ status: 200 });
    expect((await command('place', { customerId: 'bob', currency: 'EUR', lines: [tea] })).status).toBe(201);
    expect((await command('change-quantity', { sku: 'tea', quantity: 6 })).headers.get('etag')).toBe('"2"');
    expect((await ask(`orders/${orderId}/history`)).body).toMatchObject({
      version: 2,
      entries: [
        { type: 'OrderPlaced', actor: 'olga' },
        {
          type: 'OrderQuantityChanged',
          changes: expect.arrayContaining([expect.objectContaining({ from: 5, to: 6 })]),
        },
      ],
    });
  });

  it('is seen, alone and among the orders of its customer', async () => {
    const seen = await eventually(
      () => ask(`orders/${orderId}?minVersion=2`),
      ({ status }) => status === 200,
    );
    expect(seen.body).toMatchObject({ orderId, version: 2, lines: [{ quantity: 6 }] });
    const listed = await eventually(
      () => ask('orders?customerId=bob'),
      ({ body }) => (body as { items: { version: number }[] }).items[0]?.version === 2,
    );
    expect(listed.body).toMatchObject({ items: [{ orderId }] });
  });

  it('makes one mail to its customer for each change', async () => {
    const mails = await eventually(
      () => ask(`orders/${orderId}/mails`),
      ({ body }) => (body as { items: unknown[] }).items.length >= 2,
    );
    expect(mails.body).toMatchObject({ items: [{ orderVersion: 1 }, { orderVersion: 2 }] });
  });

  it('is in the archive', async () => {
    const archived = async (): Promise<string> => {
      const found: string[] = [];
      for await (const { name } of archive.listBlobsFlat()) {
        const { readableStreamBody } = await archive.getBlobClient(name).download();
        if (readableStreamBody !== undefined) found.push(await text(readableStreamBody));
      }
      return found.join('');
    };
    const lines = await eventually(
      () => archived().catch(() => ''),
      (found) => found.trimEnd().split('\n').length === 2,
    );
    const commits = lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
    expect(commits).toMatchObject([
      { streamId: `order-${orderId}`, version: 1 },
      { streamId: `order-${orderId}`, version: 2 },
    ]);
  });
});
