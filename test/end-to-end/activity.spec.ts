import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request } from './client.ts';
import { startSystem, type RunningSystem } from './running-system.ts';

type Headers = Readonly<Record<string, string>>;
interface Entry {
  readonly type: string;
  readonly version: number;
  readonly at: string;
}

let system: RunningSystem;
let olga: Headers;
let auditor: Headers;

beforeAll(async () => {
  system = await startSystem();
  olga = await system.as('olga', 'clerk');
  auditor = await system.as('ann', 'auditor');
});
afterAll(() => system.stop());

const ask = (query: string, headers = auditor) => request(`${system.url()}/api/activity${query}`, { headers });
const command = async (path: string, body: unknown = {}, headers = olga) => {
  const answer = await request(`${system.url()}/api/${path}`, { body, headers });
  expect([path, answer.status]).toEqual([path, expect.toSatisfy((status: number) => status < 300)]);
  return (answer.body as { version: number }).version;
};
const entries = async (query: string, headers = auditor) => {
  const answer = await ask(query, headers);
  expect([query, answer.status]).toEqual([query, 200]);
  return (answer.body as { items: Entry[] }).items;
};
const line = { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 5 };
const place = (id: string, headers = olga) =>
  command(`orders/${id}/place`, { customerId: 'bob', currency: 'EUR', lines: [line] }, headers);

describe('The activity of a caller', () => {
  it('says what the caller did to which entity, and when, with the old values and the new', async () => {
    await place('1');
    await command('orders/1/change-quantity', { sku: 'tea', quantity: 6 });
    await command('customers/ada/register', { name: 'Ada Lovelace', email: 'ada@example.com' });
    const cancelled = await command('orders/1/cancel', { reason: 'rain' });
    await entries(`?actor=olga&after=customer-ada:1`);
    const found = await entries(`?actor=olga&after=order-1:${cancelled}`);
    expect(found.map(({ type }) => type)).toEqual([
      'OrderCancelled',
      'CustomerRegistered',
      'OrderQuantityChanged',
      'OrderPlaced',
    ]);
    expect(found[0]).toMatchObject({
      actor: 'olga',
      category: 'order',
      entityId: '1',
      streamId: 'order-1',
      version: 3,
      changes: [{ path: 'status', from: 'placed', to: 'cancelled' }],
    });
    expect(found[2]).toMatchObject({
      changes: expect.arrayContaining([
        { path: 'lines[tea].quantity', from: 5, to: 6 },
        { path: 'net', from: 2_250, to: 2_700 },
      ]),
    });
  });

  it('masks personal values for operators and auditors, and keeps them under the key of the person', async () => {
    const [, registered] = await entries('?actor=olga', await system.as('otto', 'operator'));
    expect(registered).toMatchObject({
      category: 'customer',
      entityId: 'ada',
      changes: expect.arrayContaining([
        { path: 'name', to: '[personal]' },
        { path: 'status', to: 'registered' },
      ]),
    });
  });

  it('is asked for by time, in either direction, in pages, with a count', async () => {
    const [last, , , first] = await entries('?actor=olga');
    expect((await entries('?actor=olga&order=asc'))[0]).toEqual(first);
    expect(await entries(`?actor=olga&to=${String(first?.at)}`)).toEqual([]);
    expect(await entries(`?actor=olga&from=${String(last?.at)}`)).toEqual([last]);
    const page = (await ask('?actor=olga&limit=3&count=true')).body as { items: Entry[]; count: number };
    expect([page.items.length, page.count]).toEqual([3, 4]);
    const { continuation } = page as unknown as { continuation: string };
    expect(await entries(`?actor=olga&limit=3&continuation=${continuation}`)).toEqual([first]);
  });

  it('keeps callers apart, and shows all of them to who asks for none', async () => {
    const bob = await system.as('bob', 'clerk');
    const version = await place('2', bob);
    expect(await entries(`?actor=bob&after=order-2:${version}`)).toMatchObject([{ actor: 'bob', entityId: '2' }]);
    expect((await entries('')).map(({ type }) => type)).toHaveLength(5);
    expect(await ask('?count=true')).toMatchObject({ status: 400, body: { errors: [{ path: 'count' }] } });
  });

  it('is closed to clerks and customers', async () => {
    for (const role of ['clerk', 'customer'] as const)
      expect((await ask('', await system.as('bob', role))).status).toBe(403);
  });

  it('is refused after what does not exist, and names the fault of a parameter', async () => {
    expect(await ask('?after=order-none:1')).toMatchObject({
      status: 404,
      body: { type: 'urn:annal:problem:no-such-stream' },
    });
    expect(await ask('?actor=olga&after=order-1:9')).toMatchObject({
      status: 422,
      body: { type: 'urn:annal:problem:version-does-not-exist', version: 3 },
    });
    for (const [query, path] of [
      ['?after=order-1', 'after'],
      ['?from=2026-05-02T00:00:00Z&to=2026-05-01T00:00:00Z', 'to'],
      ['?order=up', 'order'],
      ['?actor=', 'actor'],
    ])
      expect(await ask(query ?? '')).toMatchObject({ status: 400, body: { errors: [{ path }] } });
  });

  it('has what was just written, and the totals too, in dozens of races', async () => {
    const race = async (_: unknown, n: number): Promise<void> => {
      const lines = [{ ...line, sku: `race-${n}` }];
      const placed = await command(`orders/race-${n}/place`, { customerId: 'bob', currency: 'EUR', lines });
      const changing = command(`orders/race-${n}/change-quantity`, { sku: `race-${n}`, quantity: 6 });
      const sold = `${system.url()}/api/sales/products?sku=race-${n}`;
      for (const version of [placed, await changing]) {
        const after = `after=order-race-${n}:${version}`;
        const [logged, total] = await Promise.all([
          entries(`?actor=olga&limit=100&${after}`),
          request(`${sold}&${after}`, { headers: olga }),
        ]);
        expect(logged).toContainEqual(expect.objectContaining({ streamId: `order-race-${n}`, version }));
        expect(total.status).toBe(200);
        const [product] = (total.body as { items: { quantity: number }[] }).items;
        expect(version === placed ? [5, 6] : [6]).toContain(product?.quantity);
      }
    };
    await Promise.all(Array.from({ length: 36 }, race));
  });

  it('reads [erased] once the person is erased', async () => {
    await command('customers/ada/erase');
    await expect.poll(async () => JSON.stringify(await entries('?actor=olga'))).toContain('[erased]');
  });
});
