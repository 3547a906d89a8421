import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request } from './client.ts';
import { startSystem, type RunningSystem } from './running-system.ts';

type Headers = Readonly<Record<string, string>>;
interface Line {
  readonly kind: string;
  readonly amount: number;
  readonly balance: number;
  readonly at: string;
  readonly version: number;
}

let system: RunningSystem;
let bob: Headers;
let clerk: Headers;

beforeAll(async () => {
  system = await startSystem();
  [bob, clerk] = await Promise.all([system.as('bob', 'customer'), system.as('carol', 'clerk')]);
});
afterAll(() => system.stop());

const ask = (path: string, headers = bob) => request(`${system.url()}/api/${path}`, { headers });
const send = (path: string, body: unknown, headers = clerk) =>
  request(`${system.url()}/api/accounts/${path}`, { body, headers });
const inEuros = (amount: number, names: object) => ({ currency: 'EUR', amount, ...names });
const linesOf = async (query: string) => {
  const { status, body } = await ask(`accounts/bobs/statement${query}`);
  expect([query, status]).toEqual([query, 200]);
  return body as { readonly items: Line[]; readonly continuation: string | null; readonly count?: number };
};

describe('An account', () => {
  it('is opened by its customer, and charged for orders as long as there is money on it', async () => {
    expect((await send('bobs/open', { customerId: 'bob', currency: 'EUR' }, bob)).status).toBe(201);
    expect((await send('bobs/deposit', inEuros(10_000, { reference: 'transfer-1' }))).status).toBe(200);
    expect((await send('bobs/charge', inEuros(3_411, { orderId: '1' }))).status).toBe(200);
    expect(await send('bobs/charge', inEuros(6_590, { orderId: '2' }))).toMatchObject({
      status: 422,
      body: { type: 'urn:annal:problem:insufficient-funds', balance: 6_589 },
    });
    expect((await send('bobs/refund', inEuros(411, { orderId: '1', reference: 'broken-cup' }))).status).toBe(200);
    expect(await send('bobs/refund', inEuros(3_001, { orderId: '1', reference: 'more' }))).toMatchObject({
      status: 422,
      body: { type: 'urn:annal:problem:refund-exceeds-charge', refundable: 3_000 },
    });
    expect((await send('bobs/withdraw', inEuros(7_000, { reference: 'cash-1' }), bob)).status).toBe(200);
    expect(await ask('accounts/bobs?minVersion=5')).toMatchObject({
      status: 200,
      body: { accountId: 'bobs', customerId: 'bob', currency: 'EUR', balance: 0, version: 5 },
    });
  });

  it('moves no money for what is asked again, under whatever key', async () => {
    const again = await send('bobs/deposit', inEuros(10_000, { reference: 'transfer-1' }));
    expect(again).toMatchObject({ status: 200, body: { version: 5, events: [] } });
    expect(await send('bobs/charge', inEuros(3_411, { orderId: '1' }))).toMatchObject({ body: { events: [] } });
  });

  it('is told by a statement with the balance after each movement, by time, in pages, with a count', async () => {
    const { items } = await linesOf('?after=account-bobs:5&order=asc');
    expect(items).toMatchObject([
      { kind: 'deposit', reference: 'transfer-1', amount: 10_000, balance: 10_000, version: 2 },
      { kind: 'charge', orderId: '1', amount: -3_411, balance: 6_589, version: 3 },
      { kind: 'refund', orderId: '1', reference: 'broken-cup', amount: 411, balance: 7_000, version: 4 },
      { kind: 'withdrawal', reference: 'cash-1', amount: -7_000, balance: 0, version: 5 },
    ]);
    expect((await linesOf('')).items).toEqual(items.toReversed());

    const [first, second, , last] = items.map(({ at }) => at);
    expect((await linesOf(`?order=asc&from=${first}`)).items).toEqual(items);
    expect((await linesOf(`?order=asc&to=${first}`)).items).toEqual([]);
    const before = items.filter(({ at }) => at < String(last));
    expect((await linesOf(`?order=asc&from=${first}&to=${last}`)).items).toEqual(before);
    expect((await linesOf(`?order=asc&from=${second}`)).items).toEqual(items.filter(({ at }) => at >= String(second)));

    const page = await linesOf('?limit=3&count=true');
    expect([page.items.length, page.count]).toEqual([3, 4]);
    const rest = await linesOf(`?limit=3&continuation=${page.continuation}`);
    expect(rest).toMatchObject({ items: [items[0]], continuation: null });
  });

  it('has a history, and is shown as it was', async () => {
    expect(await ask('accounts/bobs/as-of?version=3')).toMatchObject({ status: 200, body: { balance: 6_589 } });
    expect(await ask('accounts/bobs/changes?from=3&to=5')).toMatchObject({
      body: { changes: [{ path: 'balance', from: 6_589, to: 0 }] },
    });
  });

  it('is listed with the others of its customer, by currency', async () => {
    expect((await send('bobs-dollars/open', { customerId: 'bob', currency: 'USD' }, bob)).status).toBe(201);
    expect((await ask('accounts/bobs-dollars?minVersion=1')).status).toBe(200);
    const listed = async (query: string, headers: Headers) =>
      ((await ask(`accounts${query}`, headers)).body as { items: { accountId: string }[] }).items.map(
        ({ accountId }) => accountId,
      );
    expect(await listed('?order=asc', bob)).toEqual(['bobs', 'bobs-dollars']);
    expect(await listed('?customerId=bob&currency=USD', clerk)).toEqual(['bobs-dollars']);
  });

  it('gets no money by a word of its customer', async () => {
    for (const [path, names] of [
      ['deposit', { reference: 'gift' }],
      ['charge', { orderId: '2' }],
      ['refund', { orderId: '1', reference: 'please' }],
    ] as const)
      expect((await send(`bobs/${path}`, inEuros(1, names), bob)).status).toBe(403);
  });
});
