import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, request } from './client.ts';
import { startSystem, type RunningSystem } from './running-system.ts';

type Headers = Readonly<Record<string, string>>;

let system: RunningSystem;
let bob: Headers;
let eve: Headers;
let clerk: Headers;
let auditor: Headers;
let operator: Headers;

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
  [bob, eve, clerk, auditor, operator] = await Promise.all([
    system.as('bob', 'customer'),
    system.as('eve', 'customer'),
    system.as('carol', 'clerk'),
    system.as('ann', 'auditor'),
    system.as('olga', 'operator'),
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

describe('What followed from one request', () => {
  interface Followed {
    readonly streamId: string;
    readonly entityId: string;
    readonly category: string;
    readonly at: string;
    readonly actor: string;
    readonly because: string | null;
    readonly events: readonly { readonly place: string; readonly type: string; readonly messages: readonly object[] }[];
  }
  interface FollowedPage {
    readonly correlationId: string;
    readonly items: readonly Followed[];
    readonly continuation: string | null;
  }

  const correlationId = 'case/7?%2F';
  const asked = (query = '', headers = auditor) =>
    ask(`correlations/-?correlationId=${encodeURIComponent(correlationId)}${query}`, headers);
  const pageOf = async (query = '') => (await asked(query)).body as FollowedPage;
  const typesOf = (items: readonly Followed[]) => items.flatMap(({ events }) => events.map(({ type }) => type));

  /** Whether consumers have taken all that they hear of a commit. */
  const isTaken = ({ events }: Followed) => !JSON.stringify(events).includes('"outcome":null');

  it('is every event of the order, its goods, its account and its process, each with its cause', async () => {
    await done('products/earl-grey/receive-stock', { quantity: 5 });
    await done('orders/7/place', { customerId: 'bob', currency, lines: lines.slice(0, 1) }, bob);
    await done('orders/7/confirm', { accountId: 'bobs' }, { ...clerk, 'x-correlation-id': correlationId });
    const { items } = await eventually(
      () => pageOf('&limit=100'),
      (page) => typesOf(page.items).includes('ProcessEnded'),
    );
    expect(new Set(items.map(({ streamId }) => streamId))).toEqual(
      new Set(['order-7', 'fulfilment-7', 'product-earl-grey', 'account-bobs']),
    );
    expect(typesOf(items.filter(({ category }) => category === 'order'))).toEqual([
      ...['OrderConfirmed', 'OrderPaid', 'OrderShipped'],
    ]);
    const places = items.flatMap(({ events }) => events.map(({ place }) => place));
    expect(new Set(places).size).toBe(places.length);
    const [root, ...caused] = items.toSorted((one) => (one.because === null ? -1 : 0));
    expect(root).toMatchObject({ because: null, actor: 'carol', entityId: '7', events: [{ place: 'order-7:2' }] });
    expect(caused.filter(({ because }) => because === null || !places.includes(because))).toEqual([]);
    expect(new Set(caused.map(({ actor }) => actor))).toEqual(new Set(['process:fulfilment']));
    expect(items.flatMap(({ events }) => events.flatMap(({ messages }) => messages))).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'order-7:2', contract: 'shop.order-confirmed.v1' }),
        expect.objectContaining({ id: 'order-7:3', contract: 'shop.order-paid.v1' }),
      ]),
    );
    expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).toSorted());
    expect(JSON.stringify(items)).not.toContain('data');
  });

  it('has what consumers have done with each message, those that keep account of it', async () => {
    const paid = (items: readonly Followed[]) =>
      items.flatMap(({ events }) => events).find(({ place }) => place === 'order-7:3')?.messages;
    const took = (consumer: string, outcome: string) => ({ consumer, outcome, takenAt: expect.any(String) as string });
    const { items } = await eventually(
      () => pageOf('&limit=100'),
      (page) => page.items.every(isTaken),
    );
    expect(paid(items)).toEqual([
      {
        ...{ id: 'order-7:3', contract: 'shop.order-paid.v1' },
        consumers: [took('email', 'kept'), took('billing', 'billed')],
      },
    ]);
  });

  it('comes in pages that together are the whole', async () => {
    const { items: all } = await eventually(
      () => pageOf('&limit=100'),
      (page) => page.items.every(isTaken),
    );
    const seen: Followed[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page = await pageOf(`&limit=4${next === '' ? '' : `&continuation=${encodeURIComponent(next)}`}`);
      seen.push(...page.items);
      next = page.continuation;
    }
    expect(seen).toEqual(all);
  });

  it('is shown to operators and auditors, and to nobody else', async () => {
    expect((await asked('', operator)).status).toBe(200);
    for (const headers of [bob, clerk]) expect((await asked('', headers)).status).toBe(403);
  });

  it('is not there at once where nothing followed, and refused what names no request', async () => {
    const problem = async (path: string) => {
      const { status, body } = await ask(`correlations/${path}`, auditor);
      return [status, (body as { type?: string }).type];
    };
    expect(await problem('nothing')).toEqual([404, 'urn:annal:problem:nothing-followed']);
    for (const wrong of ['-', 'a?correlationId=b', '-?correlationId=', 'x'.repeat(201), 'a?limit=101', 'a?sort=at'])
      expect([wrong, ...(await problem(wrong))]).toEqual([wrong, 400, 'urn:annal:problem:malformed-request']);
    expect(await problem('a?continuation=x')).toEqual([400, 'urn:annal:problem:unknown-continuation']);
  });
});
