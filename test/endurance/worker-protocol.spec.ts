import { isDeepStrictEqual } from 'node:util';
import { ServiceBusAdministrationClient, ServiceBusClient } from '@azure/service-bus';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cosmosStoredHistory } from '../../adapters/cosmos/index.ts';
import { commitSchema, type Commit } from '../../application/streams/commit.ts';
import { inParallel } from '../../application/in-parallel.ts';
import { archivedSystem } from '../end-to-end/archived-system.ts';
import { eventually, request } from '../end-to-end/client.ts';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';

/*
 * The deployed bundle in a Node worker, at the other end of which a host speaks as Azure's does when its extension bundle
 * does not know dateParseHandling: documents as Newtonsoft.Json writes them, with dates and times rewritten, metadata in
 * PascalCase with the members of the body among it. Nothing of it may be seen in views, lists, messages, mails or the archive.
 */

const count = 21;
const orders = Array.from({ length: count }, (_, index) => `dated-${index}`);

/** Words of users that such a host takes for dates and times, and others. */
const words = [
  '2026-05-04T10:00:00.120Z',
  '2026-05-04T10:00:00.000Z',
  '2026-05-04T10:00:00+02:00',
  '2026-05-04T10:00:00z',
  '2026-02-30T10:00:00.0Z',
  '/Date(1198908717056)/',
  'changed my mind',
] as const;
const wordOf = (order: string): string => words[orders.indexOf(order) % words.length] ?? '';

let system: RunningSystem;
let olga: Readonly<Record<string, string>>;
const ask = (path: string) => request(`${system.url()}/api/${path}`, { headers: olga });
const command = async (order: string, name: string, body: unknown) => {
  const word = wordOf(order);
  const headers = { ...olga, ...(word.startsWith('2026') && { 'x-correlation-id': word }) };
  const { status } = await request(`${system.url()}/api/orders/${order}/${name}`, { body, headers });
  expect(status).toBeLessThan(300);
};

beforeAll(async () => {
  system = await startSystem('the bundle in a Node worker');
  const tlsOptions = { ca: system.serviceBus.certificate };
  const broker = new ServiceBusAdministrationClient(system.serviceBus.connectionString, { tlsOptions });
  await broker.createSubscription('events', 'listener');
  olga = await system.as('olga', 'clerk', 'operator', 'auditor');
  await inParallel(4, orders, async (order) => {
    const line = { sku: 'tea', name: wordOf(order), unitPrice: 450, quantity: 5, discountPercent: 0 };
    await command(order, 'place', { customerId: 'bob', currency: 'EUR', lines: [line] });
    await command(order, 'cancel', { reason: wordOf(order) });
  });
});
afterAll(() => system.stop());

/** All commits of the orders as they are in the store. */
const stored = async (): Promise<readonly Commit[]> => {
  const found: Commit[] = [];
  const history = cosmosStoredHistory(archivedSystem(system).database());
  for await (const page of history.pages()) found.push(...page.map((each) => commitSchema.parse(each)));
  return found;
};

describe('Under a host that rewrites dates and times', () => {
  it('every order is shown as its events tell it', async () => {
    const different = await inParallel(4, orders, async (order) => {
      const shown = await ask(`orders/${order}?minVersion=2`);
      const told = await ask(`orders/${order}/as-of?version=2`);
      return isDeepStrictEqual(shown.body, told.body) ? [] : [order];
    });
    expect(different.flat()).toEqual([]);
  });

  it('the orders of a customer are listed newest first, with the very instants of their events', async () => {
    const placed = (await stored()).flatMap(({ events }) => events).flatMap(({ data }) => data['placedAt'] ?? []);
    const listed = await eventually(
      () => ask(`orders?customerId=bob&limit=${count}`),
      ({ body }) => itemsIn(body).filter(({ status }) => status === 'cancelled').length === count,
    );
    const shown = itemsIn(listed.body).map(({ placedAt }) => String(placedAt));
    expect(shown).toEqual(shown.toSorted().reverse());
    expect(shown.toSorted()).toEqual(placed.toSorted());
  });

  it('every message says what was stored, and when', async () => {
    const client = new ServiceBusClient(system.serviceBus.connectionString);
    const commits = await stored();
    const sent = await eventually(
      async () => client.createReceiver('events', 'listener').peekMessages(4 * count),
      (found) => found.length >= commits.length,
    );
    await client.close();
    const bodies = new Map(sent.map(({ body }) => [(body as Message).id, body as Message]));
    const different = commits.filter(({ streamId, version, recordedAt, events, correlationId }) => {
      const { time, data, correlationid } = bodies.get(`${streamId}:${version}`) ?? {};
      const reason = events[0]?.data['reason'];
      return time !== recordedAt || correlationid !== correlationId || data?.['reason'] !== reason;
    });
    expect(different.map(({ streamId, version }) => `${streamId}:${version}`)).toEqual([]);
  });

  it('every mail has the words of its author', async () => {
    const texts = await inParallel(4, orders, async (order) => {
      const mails = await eventually(
        () => ask(`orders/${order}/mails`),
        ({ body }) => itemsIn(body).length === 2,
      );
      return itemsIn(mails.body).map(({ text }) => String(text));
    });
    const different = orders.filter((order, index) => !texts[index]?.includes(`Reason: ${wordOf(order)}`));
    expect(different).toEqual([]);
  });

  it('the archive equals the store, to the byte', async () => {
    const { differences } = archivedSystem(system);
    const missing = (found: readonly string[]) => found.filter((each) => each.includes('missing'));
    expect(await eventually(differences, (found) => missing(found).length === 0)).toEqual([]);
  });
});

describe('Where a setting is missing in Azure', () => {
  it('the bundle has one function, which says so under every route, and starts once it is set', async () => {
    await system.kill();
    await system.start({ WEBSITE_INSTANCE_ID: 'an-instance', COSMOS_DATABASE: '' });
    for (const path of ['health', 'orders/dated-0'])
      expect(await request(`${system.url()}/api/${path}`, { once: true })).toMatchObject({
        status: 503,
        body: { detail: expect.stringContaining('COSMOS_DATABASE must not be empty.') as string },
      });
    await system.killAndRestart();
    await eventually(
      () => ask('health'),
      ({ status }) => status === 200,
    );
  });
});

interface Message {
  readonly id: string;
  readonly time: string;
  readonly correlationid: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const itemsIn = (body: unknown) =>
  (body as { readonly items?: readonly Readonly<Record<string, unknown>>[] }).items ?? [];
