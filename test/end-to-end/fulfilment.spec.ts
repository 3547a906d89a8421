import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, request } from './client.ts';
import { startSystem, type RunningSystem } from './running-system.ts';

type Headers = Readonly<Record<string, string>>;

let system: RunningSystem;
let bob: Headers;
let eve: Headers;
let clerk: Headers;

const ask = async (path: string, headers = clerk) => request(`${system.url()}/api/${path}`, { headers });
const send = (path: string, body: unknown, headers = clerk) =>
  request(`${system.url()}/api/${path}`, { body, headers });
const done = async (path: string, body: unknown, headers = clerk): Promise<void> => {
  const { status, body: answer } = await send(path, body, headers);
  expect([200, 201], JSON.stringify(answer)).toContain(status);
};

const currency = 'EUR';
const lines = [
  { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 5, productId: 'earl-grey' },
  { sku: 'cake', name: 'Victoria sponge', unitPrice: 1290, quantity: 1, discountPercent: 10, productId: 'sponge' },
];

beforeAll(async () => {
  system = await startSystem();
  [bob, eve, clerk] = await Promise.all([
    system.as('bob', 'customer'),
    system.as('eve', 'customer'),
    system.as('carol', 'clerk'),
  ]);
  for (const [id, quantity] of [
    ['earl-grey', 12],
    ['sponge', 1],
  ] as const) {
    await done(`products/${id}/add`, { name: id, category: 'Food', currency, unitPrice: 450 });
    await done(`products/${id}/receive-stock`, { quantity });
  }
  await done('customers/bob/register', { name: 'Bob', email: 'bob@example.org' });
  await done('accounts/bobs/open', { customerId: 'bob', currency }, bob);
  await done('accounts/eves/open', { customerId: 'eve', currency }, eve);
  await done('accounts/bobs/deposit', { reference: 'wages', currency, amount: 10_000 });
});
afterAll(() => system.stop());

const place = async (id: string): Promise<void> => {
  await done(`orders/${id}/place`, { customerId: 'bob', currency, lines }, bob);
  await done(`orders/${id}/confirm`, { accountId: 'bobs' });
};

const statusOf = async (id: string) => ((await ask(`orders/${id}`)).body as { status?: string }).status;
const eventsOf = async (entity: string) =>
  ((await ask(`${entity}/history?limit=100`)).body as { entries: { type: string; data: unknown; actor: string }[] })
    .entries;
const balanceOf = async (id: string) => ((await ask(`accounts/${id}`)).body as { balance: number }).balance;
const stockOf = async (id: string) => (await ask(`products/${id}`)).body;

describe('An order that is confirmed with an account', () => {
  it('is paid and shipped by itself, and its goods leave the shop', async () => {
    await place('1');
    await eventually(
      () => statusOf('1'),
      (status) => status === 'shipped',
    );
    await eventually(
      () => balanceOf('bobs'),
      (balance) => balance === 6_589,
    );
    await eventually(
      () => stockOf('sponge'),
      (stock) => (stock as { reserved: number }).reserved === 0,
    );
    expect(await stockOf('sponge')).toMatchObject({ available: 0, reserved: 0 });
    expect((await eventsOf('orders/1')).map(({ type, actor }) => [type, actor])).toEqual([
      ['OrderPlaced', 'bob'],
      ['OrderConfirmed', 'carol'],
      ['OrderPaid', 'process:fulfilment'],
      ['OrderShipped', 'process:fulfilment'],
    ]);
  });

  it('is cancelled with the reason when an article is sold out, and nothing is paid or kept for it', async () => {
    await place('2');
    await eventually(
      () => statusOf('2'),
      (status) => status === 'cancelled',
    );
    expect((await eventsOf('orders/2')).at(-1)).toMatchObject({
      type: 'OrderCancelled',
      data: { reason: 'Victoria sponge is sold out.' },
    });
    await eventually(
      () => stockOf('earl-grey'),
      (stock) => (stock as { reserved: number }).reserved === 0,
    );
    expect(await stockOf('earl-grey')).toMatchObject({ available: 7, reserved: 0 });
    expect(await balanceOf('bobs')).toBe(6_589);
  });

  it('names a product on every line, and is not paid by hand, too', async () => {
    const [tea] = lines;
    const line = { sku: 'tea', name: tea?.name, unitPrice: 450, quantity: 1 };
    await done('orders/3/place', { customerId: 'bob', currency, lines: [line] }, bob);
    expect(await send('orders/3/confirm', { accountId: 'bobs' })).toMatchObject({
      status: 422,
      body: { type: 'urn:annal:problem:line-without-product', sku: 'tea' },
    });
    await done('orders/3/confirm', {});
    await done('orders/3/pay', {});
    await done('orders/3/ship', {});
  });

  it('is paid although the customer has used the ids of its asks for other commands', async () => {
    await done('products/biscuit/add', { name: 'Biscuit', category: 'Food', currency, unitPrice: 100 });
    await done('products/biscuit/receive-stock', { quantity: 1 });
    const line = { sku: 'biscuit', name: 'Biscuit', unitPrice: 100, quantity: 1, productId: 'biscuit' };
    await done('orders/5/place', { customerId: 'bob', currency, lines: [line] }, bob);
    for (let version = 1; version <= 12; version += 1) {
      const forged = { ...bob, 'idempotency-key': `fulfilment-5:${version}` };
      await done('accounts/bobs/withdraw', { reference: `forged-${version}`, currency, amount: 1 }, forged);
    }
    await done('orders/5/confirm', { accountId: 'bobs' });
    await eventually(
      () => statusOf('5'),
      (status) => status === 'shipped',
    );
    expect((await eventsOf('accounts/bobs')).at(-1)).toMatchObject({ type: 'AccountCharged', data: { amount: 100 } });
    await done('accounts/bobs/deposit', { reference: 'again', currency, amount: 112 });
    await eventually(
      () => balanceOf('bobs'),
      (balance) => balance === 6_589,
    );
  });

  it('stays as it was placed when the account could not pay for it', async () => {
    await done('orders/4/place', { customerId: 'bob', currency, lines }, bob);
    for (const [accountId, problem] of [
      ['nobodys', 'paying-account-not-opened'],
      ['eves', 'paying-account-of-another-customer'],
    ])
      expect(await send('orders/4/confirm', { accountId })).toMatchObject({
        status: 422,
        body: { type: `urn:annal:problem:${problem}` },
      });
    expect((await eventsOf('orders/4')).map(({ type }) => type)).toEqual(['OrderPlaced']);
  });
});

describe('A transfer', () => {
  it('reaches the other account', async () => {
    await done('accounts/bobs/transfer', { reference: 'rent', to: 'eves', currency, amount: 589 }, bob);
    await eventually(
      () => balanceOf('eves'),
      (balance) => balance === 589,
    );
    expect(await balanceOf('bobs')).toBe(6_000);
  });

  it('comes back with the reason when there is no such account', async () => {
    await done('accounts/bobs/transfer', { reference: 'lost', to: 'nobodys', currency, amount: 1_000 }, bob);
    await eventually(
      () => eventsOf('accounts/bobs'),
      (events) => events.at(-1)?.type === 'TransferReturned',
    );
    const query = 'accounts/bobs/statement?limit=2';
    await eventually(
      () => ask(query, bob),
      ({ body }) => JSON.stringify(body).includes('transfer-returned'),
    );
    expect((await ask(query, bob)).body).toMatchObject({
      items: [
        { kind: 'transfer-returned', otherAccountId: 'nobodys', amount: 1_000, reason: 'There is no such account.' },
        { kind: 'transfer-sent', otherAccountId: 'nobodys', amount: -1_000, reference: 'lost' },
      ],
    });
  });

  it('moves nobody else’s money', async () => {
    const theft = { reference: 'theft', to: 'eves', currency, amount: 1 };
    expect((await send('accounts/bobs/transfer', theft, eve)).status).toBe(404);
    expect(await send('accounts/eves/transfer', { ...theft, to: 'bobs', amount: 590 }, eve)).toMatchObject({
      status: 422,
      body: { type: 'urn:annal:problem:insufficient-funds', balance: 589 },
    });
  });
});
