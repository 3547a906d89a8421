import { CosmosClient } from '@azure/cosmos';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import cosmosTopology from '../../infra/cosmos.json' with { type: 'json' };
import { eventually, request } from './client.ts';
import { startSystem, type RunningSystem } from './running-system.ts';

let system: RunningSystem;
let clerk: Readonly<Record<string, string>>;

beforeAll(async () => {
  system = await startSystem();
  clerk = await system.as('olga', 'clerk');
});
afterAll(() => system.stop());

const ask = (path: string, headers = clerk) => request(`${system.url()}/api/${path}`, { headers });
const command = async (entity: string, name: string, body: unknown = {}) => {
  const [plural = '', id = ''] = entity.split('/');
  const answer = await request(`${system.url()}/api/${entity}/${name}`, { body, headers: clerk });
  expect(answer.status).toBeLessThan(300);
  return `${plural.slice(0, -1)}-${id}:${(answer.body as { version: number }).version}`;
};
const place = (orderId: string, customerId: string, day: string, [currency, unitPrice]: readonly [string, number]) =>
  command(`orders/${orderId}`, 'place', {
    customerId,
    currency,
    lines: [{ sku: 'tea', name: 'Earl Grey', unitPrice, quantity: 2, discountPercent: 10 }],
    placedAt: `${day}T10:00:00.000Z`,
  });
const summary = async (customerId: string, after: string, headers = clerk) => {
  const answer = await ask(`customers/${customerId}/summary?after=${after}`, headers);
  expect(answer.status).toBe(200);
  return answer.body;
};
const items = async (query: string, headers = clerk) =>
  ((await ask(`customer-summaries?${query}`, headers)).body as { items: { customerId: string }[] }).items;
const problem = async (path: string, headers = clerk) => {
  const { status, body } = await ask(path, headers);
  return [status, (body as { type: string }).type.replace('urn:annal:problem:', '')];
};

describe('The summary of a customer', () => {
  it('joins who it is with what it has ordered, whichever came first, as soon as its caller asks', async () => {
    const first = await place('1', 'ada', '2026-05-01', ['EUR', 500]);
    const order = { customerId: 'ada', status: 'not-registered', orders: 1, openOrders: 1, spent: 1_000 };
    expect(await summary('ada', first)).toMatchObject(order);
    const registered = await command('customers/ada', 'register', { name: 'Ada', email: 'ada@example.org' });
    expect(await summary('ada', registered)).toMatchObject({ ...order, status: 'registered', name: 'Ada' });
    await place('2', 'ada', '2026-05-02', ['EUR', 700]);
    await place('3', 'ada', '2026-04-30', ['USD', 900]);
    const cancelled = await command('orders/3', 'cancel', { reason: 'rain' });
    const changed = await command('orders/2', 'change-quantity', { sku: 'tea', quantity: 3 });
    await summary('ada', cancelled);
    expect(await summary('ada', changed)).toEqual({
      customerId: 'ada',
      status: 'registered',
      name: 'Ada',
      email: 'ada@example.org',
      orders: 3,
      openOrders: 2,
      spend: [{ currency: 'EUR', orders: 2, gross: 3_100, net: 2_790 }],
      currency: 'EUR',
      spent: 3_100,
      firstOrder: { orderId: '3', placedAt: '2026-04-30T10:00:00.000Z' },
      lastOrder: { orderId: '2', placedAt: '2026-05-02T10:00:00.000Z' },
    });
  });

  it('is answered as of a moment, before what has changed and was cancelled since', async () => {
    const { entries } = (await ask('orders/3/history')).body as { entries: { at: string }[] };
    const { status, body } = await ask(`customers/ada/summary?asOf=${entries[0]?.at ?? ''}`);
    expect([status, body]).toMatchObject([
      200,
      { orders: 3, openOrders: 3, spend: [{ gross: 2_400 }, { gross: 1_800 }] },
    ]);
    expect((await ask('customers/ada/summary?asOf=2099-01-01T00:00:00Z')).body).toEqual(
      (await ask('customers/ada/summary')).body,
    );
    expect(await problem('customer-summaries?asOf=2099-01-01T00:00:00Z')).toEqual([422, 'list-as-of']);
    expect(await problem('customers/ada/summary?asOf=2001-01-01T00:00:00Z')).toEqual([404, 'customer-not-registered']);
    const bob = await system.as('bob', 'customer');
    expect(await problem('customers/ada/summary?asOf=2099-01-01T00:00:00Z', bob)).toEqual([
      404,
      'customer-not-registered',
    ]);
  });

  it('shows a customer its own, and nothing of others, not even whether they are there', async () => {
    const bob = await system.as('bob', 'customer');
    const bobs = await place('4', 'bob', '2026-05-03', ['EUR', 100]);
    expect(await summary('bob', bobs, bob)).toMatchObject({ customerId: 'bob', orders: 1 });
    for (const path of ['customers/ada/summary', 'customers/ada/summary?after=order-1:1', 'customers/eve/summary'])
      expect(await problem(path, bob)).toEqual([404, 'customer-not-registered']);
    for (const after of ['order-1:1', 'order-none:1', 'customer-ada:1'])
      expect(await problem(`customers/bob/summary?after=${after}`, bob)).toEqual([404, 'no-such-stream']);
    expect((await ask('customer-summaries', bob)).status).toBe(403);
  });

  it('is refused after what does not exist', async () => {
    expect(await problem('customers/eve/summary')).toEqual([404, 'customer-not-registered']);
    expect(await problem('customers/ada/summary?after=order-none:1')).toEqual([404, 'no-such-stream']);
    expect(await problem('customers/ada/summary?after=order-1:9')).toEqual([422, 'version-does-not-exist']);
  });

  it('is listed by what was spent or ordered, in one currency or all, up or down, in pages', async () => {
    const yen = await place('5', 'eve', '2026-05-03', ['JPY', 90_000]);
    await summary('eve', yen);
    const names = async (query: string) => (await items(query)).map(({ customerId }) => customerId);
    expect(await names('')).toEqual(['eve', 'ada', 'bob']);
    expect(await names('currency=EUR&order=asc')).toEqual(['bob', 'ada']);
    expect((await names('sort=orders'))[0]).toBe('ada');
    const { continuation, ...page } = (await ask('customer-summaries?limit=2')).body as {
      items: object[];
      continuation: string;
    };
    expect(page.items).toHaveLength(2);
    expect(await names(`limit=2&continuation=${continuation}`)).toEqual(['bob']);
    expect(await problem(`customer-summaries?limit=2&sort=orders&continuation=${continuation}`)).toEqual([
      400,
      'unknown-continuation',
    ]);
  });

  it('keeps what is personal from auditors, and of who is erased nothing anywhere', async () => {
    const auditor = await system.as('ann', 'auditor');
    const personal = { name: '[personal]', email: '[personal]' };
    expect((await ask('customers/ada/summary', auditor)).body).toMatchObject(personal);
    expect(await items('sort=orders&limit=1', auditor)).toMatchObject([personal]);
    const stored = async () => {
      const client = new CosmosClient(system.cosmos.connectionString);
      const container = client.database(cosmosTopology.database).container('customer-summaries');
      const { resources } = await container.items.readAll().fetchAll();
      client.dispose();
      return JSON.stringify(resources);
    };
    expect(await stored()).toContain('ada@example.org');
    await command('customers/ada', 'erase');
    await eventually(
      () => ask('customers/ada/summary'),
      ({ body }) => (body as { status: string }).status === 'erased',
    );
    expect(await stored()).not.toMatch(/ada@example|"Ada"/);
    expect((await ask('customers/ada/summary')).body).toMatchObject({ status: 'erased', orders: 3, spent: 3_100 });
  });
});
