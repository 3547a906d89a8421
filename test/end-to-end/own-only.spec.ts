import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTo } from '../functions/open-to.ts';
import { operationsIn, type OpenApi } from '../support/openapi.ts';
import { eventually, request, type Answer } from './client.ts';
import { startSystem, type RunningSystem } from './running-system.ts';

let system: RunningSystem;
let document: OpenApi;
let bob: Readonly<Record<string, string>>;
let eve: Readonly<Record<string, string>>;
let clerk: Readonly<Record<string, string>>;
let auditor: Readonly<Record<string, string>>;

const tea = { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 5, discountPercent: 0 };
const product = { name: 'Earl Grey', category: 'Beverages', currency: 'EUR', unitPrice: 450 };
const item = { customerId: 'bob', productId: 'tea', quantity: 5 };
const placement = { customerId: 'bob', currency: 'EUR', lines: [tea] };
const opening = { customerId: 'bob', currency: 'EUR' };
const payment = { reference: 'first', currency: 'EUR', amount: 100 };
/** Of the only invoice and the only credit note there are. */
const year = new Date().getUTCFullYear();
const registration = { name: 'Bob', email: 'bob@example.org' };

const url = (path: string) => `${system.url()}/api/${path}`;
const ask = (headers: Readonly<Record<string, string>>, path: string, body?: unknown) =>
  request(url(path), { headers, ...(body === undefined ? {} : { body }) });

beforeAll(async () => {
  // The form that is deployed.
  system = await startSystem();
  [bob, eve, clerk, auditor] = await Promise.all([
    system.as('bob', 'customer'),
    system.as('eve', 'customer'),
    system.as('carol', 'customer', 'clerk'),
    system.as('otto', 'auditor'),
  ]);
  document = (await request(url('openapi.json'))).body as OpenApi;
  expect((await ask(clerk, 'customers/bob/register', registration)).status).toBe(201);
  const ofEve = { name: 'Eve', email: 'eve@example.org' };
  expect((await ask(clerk, 'customers/eve/register', ofEve)).status).toBe(201);
  expect((await ask({ ...bob, 'idempotency-key': 'of-bob' }, 'orders/1/place', placement)).status).toBe(201);
  expect((await ask({ ...bob, 'idempotency-key': 'of-bob' }, 'accounts/1/open', opening)).status).toBe(201);
  expect((await ask(clerk, 'accounts/1/deposit', payment)).status).toBe(200);
  expect((await ask(clerk, 'products/tea/add', product)).status).toBe(201);
  expect((await ask({ ...bob, 'idempotency-key': 'of-bob' }, 'carts/1/add-item', item)).status).toBe(201);
  for (const [path, body] of Object.entries({ place: placement, confirm: {}, pay: {}, cancel: { reason: 'rain' } }))
    expect((await ask(clerk, `orders/paid/${path}`, body)).status).toBeLessThan(300);
  const isThere = ({ body }: Answer) => (body as { items: unknown[] }).items.length > 0;
  for (const path of [
    ...(['orders?customerId=bob', 'customers', 'orders/1/mails'] as const),
    `billing/credit-notes?year=${year}`,
  ])
    await eventually(() => ask(clerk, path), isThere);
  for (const stream of ['order-1', 'customer-bob'])
    await eventually(
      () => ask(clerk, `customers/bob/summary?after=${stream}:1`),
      ({ status }) => status === 200,
    );
  for (const path of [
    'orders/1?minVersion=1',
    'accounts/1?minVersion=2',
    'accounts/1/statement?after=account-1:2',
    'carts/1?minVersion=1',
  ])
    await eventually(
      () => ask(clerk, path),
      ({ status }) => status === 200,
    );
});
afterAll(() => system.stop());

/** What each operation that is open to customers is asked about one entity; by its name. */
const asked: Readonly<Record<string, { readonly body?: unknown; readonly query?: string }>> = {
  PlaceOrder: { body: placement },
  ChangeOrderQuantity: { body: { sku: 'tea', quantity: 6 } },
  RemoveOrderLine: { body: { sku: 'tea' } },
  CancelOrder: { body: { reason: 'rain' } },
  GetOrder: {},
  GetOrderHistory: {},
  GetOrderAsOf: { query: '?version=1' },
  GetOrderChanges: { query: '?from=0&to=1' },
  GetOrderMails: {},
  GetCustomer: {},
  GetCustomerSummary: {},
  GetCustomerHistory: {},
  GetCustomerAsOf: { query: '?version=1' },
  GetCustomerChanges: { query: '?from=0&to=1' },
  OpenAccount: { body: opening },
  WithdrawFromAccount: { body: payment },
  TransferFromAccount: { body: { ...payment, to: '2' } },
  GetAccount: {},
  GetAccountHistory: {},
  GetAccountAsOf: { query: '?version=1' },
  GetAccountChanges: { query: '?from=0&to=1' },
  GetAccountStatement: {},
  AddCartItem: { body: item },
  ChangeCartItemQuantity: { body: { productId: 'tea', quantity: 6 } },
  RemoveCartItem: { body: { productId: 'tea' } },
  CheckOutCart: { body: { items: [{ productId: 'tea', quantity: 5, unitPrice: 450 }] } },
  GetCart: {},
  GetCartHistory: {},
  GetCartAsOf: { query: '?version=1' },
  GetCartChanges: { query: '?from=0&to=1' },
  GetInvoice: {},
  GetCreditNote: {},
  GetOrderDocuments: {},
  GetCustomerDocuments: {},
};

/** What belongs to everybody is told to every customer. */
const everybodys: readonly string[] = ['GetProduct'];

/** All of an answer but what names the occurrence. */
const told = ({ status, headers, body }: Answer) => {
  const rest = { ...(body as object), correlationId: null, instance: null };
  return { status, etag: headers.get('etag'), location: headers.get('location'), rest };
};

/** The id of what is Bob’s, and one of nothing. */
const idsIn = (path: string): readonly [string, string] => {
  if (path.includes('{number}')) return ['1', '9'];
  if (path.startsWith('/billing/orders')) return ['paid', 'nowhere'];
  return [/^[/](billing[/])?customers/.test(path) ? 'bob' : '1', 'nowhere'];
};

const pathsOf = (name: string) => {
  const path = operationsIn(document).find((each) => each.name === name)?.path ?? '';
  const place = path.slice(1).replace('{year}', String(year));
  const [existing, absent] = idsIn(path);
  return [existing, absent].map((id) => `${place.replace(/\{\w+\}/, id)}${asked[name]?.query ?? ''}`);
};

describe('A customer', () => {
  it('is asked for in this table on every route that is open to it and names one entity', () => {
    const open = operationsIn(document).filter(
      ({ method, path }) => openTo[`${method} /api${path}`]?.includes('customer') && path.includes('{'),
    );
    expect([...Object.keys(asked), ...everybodys].toSorted()).toEqual(open.map(({ name }) => name).toSorted());
  });

  it.each(Object.keys(asked))('is told by %s of another’s what it is told of what does not exist', async (name) => {
    const headers = [{}, { 'idempotency-key': 'of-bob' }, { 'if-match': '"1"' }, { 'if-match': '*' }];
    const isCommand = asked[name]?.body !== undefined;
    for (const each of isCommand ? headers : [{}]) {
      const answers = await Promise.all(pathsOf(name).map((path) => ask({ ...eve, ...each }, path, asked[name]?.body)));
      const [foreign, absent] = answers.map(told);
      expect(foreign).toEqual(absent);
    }
    expect((await ask(clerk, 'orders/1/history')).body).toMatchObject({ version: 1 });
    expect((await ask(clerk, 'accounts/1/history')).body).toMatchObject({ version: 2 });
  });

  it.each(Object.keys(asked).filter((name) => name.startsWith('Get')))('reads its own with %s', async (name) => {
    const { status, body } = await ask(bob, pathsOf(name)[0] ?? '');
    expect(status).toBe(200);
    expect(JSON.stringify(body)).toContain('bob');
  });

  it.each(['GetCustomer', 'GetCustomerHistory', 'GetCustomerAsOf', 'GetCustomerChanges'])(
    'sees its personal values with %s, as a clerk does, and an auditor reads [personal]',
    async (name) => {
      const [path = ''] = pathsOf(name);
      const toldTo = async (headers: typeof bob) => JSON.stringify((await ask(headers, path)).body);
      expect(await toldTo(bob)).toContain('bob@example.org');
      expect(await toldTo(clerk)).toContain('bob@example.org');
      expect(await toldTo(auditor)).toContain('[personal]');
      expect(await toldTo(auditor)).not.toContain('bob@example.org');
    },
  );

  it('lists its own orders, and none of another', async () => {
    const listed = async (headers: Readonly<Record<string, string>>, query = '') =>
      ((await ask(headers, `orders${query}`)).body as { items: { orderId: string }[] }).items.length;
    expect([await listed(bob), await listed(bob, '?customerId=bob'), await listed(eve)]).toEqual([2, 2, 0]);
    expect([await listed(eve, '?customerId=bob'), await listed(eve, '?customerId=nobody')]).toEqual([0, 0]);
    expect(await listed(clerk, '?customerId=bob')).toBe(2);
  });

  it('lists its own accounts, and none of another', async () => {
    const listed = async (headers: Readonly<Record<string, string>>, query = '') =>
      ((await ask(headers, `accounts${query}`)).body as { items: { accountId: string }[] }).items.length;
    expect([await listed(bob), await listed(eve), await listed(eve, '?customerId=bob')]).toEqual([1, 0, 0]);
    expect([await listed(clerk, '?customerId=bob'), await listed(clerk, '?customerId=eve')]).toEqual([1, 0]);
  });

  it('creates nothing for another customer, nor under an id that another one has, unless it is also a clerk', async () => {
    const own = { ...placement, customerId: 'eve' };
    const notOwn = { status: 403, body: { type: 'urn:annal:problem:not-own' } };
    expect(await ask(eve, 'orders/2/place', placement)).toMatchObject(notOwn);
    expect(await ask(eve, 'orders/1/place', own)).toMatchObject(notOwn);
    expect((await ask(clerk, 'orders/2/place', placement)).status).toBe(201);
  });

  it('orders from the moment on at which it is registered, until it is erased, under no id of a cart’s order', async () => {
    const dora = await system.as('dora', 'customer');
    const place = async (id: string) => {
      const { status, body } = await ask(dora, `orders/${id}/place`, { ...placement, customerId: 'dora' });
      return status === 201 ? status : [status, (body as { type: string }).type];
    };
    expect(await place('3')).toEqual([422, 'urn:annal:problem:buyer-not-registered']);
    const ofDora = { name: 'Dora', email: 'dora@example.org' };
    expect((await ask(clerk, 'customers/dora/register', ofDora)).status).toBe(201);
    expect(await place('3')).toBe(201);
    expect(await place('cart-3')).toEqual([422, 'urn:annal:problem:order-id-of-cart']);
    expect((await ask(clerk, 'customers/dora/erase', {})).status).toBe(200);
    const isErased = ({ body }: Answer) => (body as { status?: string }).status === 'erased';
    await eventually(() => ask(clerk, 'customers/dora?minVersion=2'), isErased);
    expect(await place('4')).toEqual([422, 'urn:annal:problem:buyer-erased']);
  });
});
