import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request } from './client.ts';
import { startSystem, type RunningSystem } from './running-system.ts';

let system: RunningSystem;
let clerk: Readonly<Record<string, string>>;

beforeAll(async () => {
  system = await startSystem();
  clerk = await system.as('olga', 'clerk');
});
afterAll(() => system.stop());

const ask = (path: string, headers = clerk) => request(`${system.url()}/api/${path}`, { headers });
const command = async (orderId: string, name: string, body: unknown = {}) => {
  const answer = await request(`${system.url()}/api/orders/${orderId}/${name}`, { body, headers: clerk });
  expect(answer.status).toBeLessThan(300);
  return `order-${orderId}:${(answer.body as { version: number }).version}`;
};
const line = (sku: string, unitPrice: number, quantity: number) => ({ sku, name: sku, unitPrice, quantity });
const place = (orderId: string, day: string, currency: string, ...lines: readonly object[]) =>
  command(orderId, 'place', { customerId: 'bob', currency, lines, placedAt: `${day}T23:59:59Z` });
const items = async (path: string) => {
  const answer = await ask(path);
  expect([path, answer.status]).toEqual([path, 200]);
  return (answer.body as { items: unknown[] }).items;
};

describe('Sales', () => {
  it('count an order once, and follow it when it changes and when it is cancelled, as soon as its caller asks', async () => {
    await place('1', '2026-05-01', 'EUR', line('tea', 450, 5), line('cake', 1_290, 1));
    await place('2', '2026-05-01', 'USD', line('tea', 500, 1));
    const third = await place('3', '2026-05-31', 'EUR', line('tea', 450, 2));
    await items(`sales/days?after=order-2:1`);
    const first = await command('1', 'change-quantity', { sku: 'tea', quantity: 6 });
    expect(await items(`sales/days?after=${first}&to=2026-05-30`)).toEqual([
      { day: '2026-05-01', currency: 'EUR', orders: 1, gross: 3_990, net: 3_990 },
      { day: '2026-05-01', currency: 'USD', orders: 1, gross: 500, net: 500 },
    ]);
    await items(`sales/months?after=${first}`);
    expect(await items(`sales/months?after=${third}&from=2026-05`)).toEqual([
      { month: '2026-05', currency: 'EUR', orders: 2, gross: 4_890, net: 4_890 },
      { month: '2026-05', currency: 'USD', orders: 1, gross: 500, net: 500 },
    ]);
    await items(`sales/products?after=${third}`);
    expect(await items(`sales/products?after=${first}&sku=tea`)).toMatchObject([
      { sku: 'tea', currency: 'EUR', orders: 2, quantity: 8, gross: 3_600 },
      { sku: 'tea', currency: 'USD', orders: 1, quantity: 1, gross: 500 },
    ]);
    const cancelled = await command('3', 'cancel', { reason: 'rain' });
    expect(await items(`sales/days?after=${cancelled}&from=2026-05-02`)).toEqual([]);
    expect(await items(`sales/months?after=${cancelled}`)).toMatchObject([
      { month: '2026-05', currency: 'EUR', orders: 1, gross: 3_990 },
      { month: '2026-05', currency: 'USD' },
    ]);
  });

  it('are answered as of a moment, before what has changed and was cancelled since', async () => {
    const { entries } = (await ask('orders/3/history')).body as { entries: { at: string }[] };
    const asOf = entries[0]?.at ?? '';
    expect(await items(`sales/days?from=2026-05-02&asOf=${asOf}`)).toEqual([
      { day: '2026-05-31', currency: 'EUR', orders: 1, gross: 900, net: 900 },
    ]);
    expect(await items(`sales/days?from=2026-05-02&asOf=2001-01-01T00:00:00Z`)).toEqual([]);
    for (const path of ['days', 'months', 'products', 'countries', 'categories'])
      expect(await items(`sales/${path}?asOf=2099-01-01T00:00:00Z`)).toEqual(await items(`sales/${path}`));
    expect((await ask('sales/days?asOf=yesterday')).status).toBe(400);
  });

  it('come in pages', async () => {
    const first = (await ask('sales/products?limit=1')).body as { items: unknown[]; continuation: string };
    expect(first.items).toMatchObject([{ sku: 'cake' }]);
    expect(await items(`sales/products?limit=2&continuation=${first.continuation}`)).toMatchObject([
      { sku: 'tea', currency: 'EUR' },
      { sku: 'tea', currency: 'USD' },
    ]);
    expect((await ask(`sales/days?continuation=${first.continuation}`)).status).toBe(400);
  });

  it('are told by country and by category, and what names none is unknown, so that all add up', async () => {
    const lines = [
      { ...line('mate', 300, 2), category: 'Beverages' },
      { ...line('cola', 200, 1), category: 'Beverages' },
      { ...line('pie', 900, 1), category: 'Confections' },
    ];
    const body = { customerId: 'eve', currency: 'CHF', country: 'Côte d’Ivoire', lines };
    await command('4', 'place', body);
    const named = await command('4', 'change-quantity', { sku: 'mate', quantity: 3 });
    const unnamed = await place('5', '2026-05-01', 'CHF', line('tea', 450, 2));
    await items(`sales/countries?after=${unnamed}`);
    const ofFrancs = (rows: readonly unknown[]) =>
      rows.filter((row) => (row as { currency: string }).currency === 'CHF');
    expect(ofFrancs(await items(`sales/countries?after=${named}`))).toEqual([
      { country: 'Côte d’Ivoire', currency: 'CHF', orders: 1, gross: 2_000, net: 2_000 },
      { country: 'unknown', currency: 'CHF', orders: 1, gross: 900, net: 900 },
    ]);
    expect(await items(`sales/countries?country=${encodeURIComponent('Côte d’Ivoire')}`)).toHaveLength(1);
    await items(`sales/categories?after=${unnamed}`);
    expect(ofFrancs(await items(`sales/categories?after=${named}`))).toEqual([
      { category: 'Beverages', currency: 'CHF', orders: 1, gross: 1_100, net: 1_100, quantity: 4 },
      { category: 'Confections', currency: 'CHF', orders: 1, gross: 900, net: 900, quantity: 1 },
      { category: 'unknown', currency: 'CHF', orders: 1, gross: 900, net: 900, quantity: 2 },
    ]);
    expect(await items('sales/categories?category=Confections')).toMatchObject([{ quantity: 1 }]);
    const cancelled = await command('4', 'cancel', { reason: 'rain' });
    expect(ofFrancs(await items(`sales/countries?after=${cancelled}`))).toMatchObject([{ country: 'unknown' }]);
    expect(ofFrancs(await items(`sales/categories?after=${cancelled}`))).toMatchObject([{ category: 'unknown' }]);
    expect((await ask('orders/5?minVersion=1')).body).not.toHaveProperty('country');
    expect((await ask('orders/4?minVersion=3')).body).toMatchObject({
      country: 'Côte d’Ivoire',
      lines: [{ category: 'Beverages' }, {}, {}],
    });
  });

  it('are closed to customers, and open to auditors', async () => {
    expect((await ask('sales/days', await system.as('bob', 'customer'))).status).toBe(403);
    expect((await ask('sales/days', await system.as('ann', 'auditor'))).status).toBe(200);
  });

  it('are refused after what does not exist, and name the fault of a parameter', async () => {
    expect(await ask('sales/days?after=order-none:1')).toMatchObject({
      status: 404,
      body: { type: 'urn:annal:problem:no-such-stream' },
    });
    expect(await ask('sales/days?after=order-1:9')).toMatchObject({
      status: 422,
      body: { type: 'urn:annal:problem:version-does-not-exist', version: 2 },
    });
    for (const [query, path] of [
      ['days?from=2026-13-01', 'from'],
      ['months?to=2026-05-01', 'to'],
      ['days?from=2026-05-02&to=2026-05-01', 'to'],
      ['months?from=2026-05&to=2026-04', 'to'],
      ['products?after=order-1', 'after'],
      ['products?from=tea', 'from'],
    ])
      expect(await ask(`sales/${query ?? ''}`)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });
});
