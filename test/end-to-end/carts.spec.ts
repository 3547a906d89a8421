import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openShop, outcomeOf, type OpenShop } from './shopping.ts';

let shop: OpenShop;

const tea = { customerId: 'bob', productId: 'tea', quantity: 5 };

beforeAll(async () => {
  shop = await openShop();
  await shop.offer({ tea: 450, cake: 1290, pie: 300, stale: 100 });
  await shop.offer({ bagel: 200 }, 'USD');
  await shop.done('products/stale/discontinue', {}, shop.clerk);
  await shop.fill('bobs', [tea]);
});
afterAll(() => shop.system.stop());

const versionsOf = (events: readonly unknown[]) =>
  events.map((event) => (event as { version: number }).version).toSorted((one, other) => one - other);
const eventsIn = ({ body }: { readonly body: unknown }) => (body as { events?: readonly unknown[] }).events ?? [];

describe('A cart', () => {
  it('begins with its first product, and shows what is in it and what that costs', async () => {
    const begun = await shop.send('carts/1/add-item', tea);
    expect([begun.status, begun.headers.get('etag'), begun.headers.get('location')]).toEqual([
      ...[201, '"1"', '/api/carts/1'],
    ]);
    await shop.done('carts/1/add-item', { ...tea, productId: 'cake', quantity: 1 });
    await shop.done('carts/1/change-quantity', { productId: 'tea', quantity: 6 });
    await shop.done('carts/1/remove-item', { productId: 'cake' });
    expect(await shop.ask('carts/1?minVersion=4')).toMatchObject({
      status: 200,
      body: {
        ...{ cartId: '1', customerId: 'bob', status: 'open', currency: 'EUR', total: 2700, version: 4 },
        items: [{ productId: 'tea', name: 'tea', category: 'Food', unitPrice: 450, quantity: 6, gross: 2700 }],
      },
    });
    expect((await shop.ask('carts/1/as-of?version=2')).body).toMatchObject({ total: 3540 });
  });

  it('is listed for its customer, and for nobody else', async () => {
    const listed = async (headers: typeof shop.bob) =>
      ((await shop.ask('carts?customerId=bob&status=open', headers)).body as { items: { cartId: string }[] }).items;
    expect((await shop.ask('carts/1?minVersion=4')).status).toBe(200);
    expect((await listed(shop.bob)).map(({ cartId }) => cartId)).toContain('1');
    expect(await listed(shop.clerk)).toEqual(await listed(shop.bob));
    expect(await listed(shop.eve)).toEqual([]);
  });

  it('is filled once by what is sent again under the same key, and refuses another request under it', async () => {
    const keyed = { ...shop.bob, 'idempotency-key': 'first' };
    const answers = await Promise.all(Array.from({ length: 10 }, () => shop.send('carts/keyed/add-item', tea, keyed)));
    expect(answers.map(({ status, body }) => [status, body])).toEqual(
      answers.map(() => [201, { streamId: 'cart-keyed', version: 1, events: [{ type: 'CartItemAdded', version: 1 }] }]),
    );
    await shop.done('carts/keyed/remove-item', { productId: 'tea' });
    expect(await shop.send('carts/keyed/add-item', tea, keyed)).toMatchObject({ status: 201, body: { version: 1 } });
    const other = await shop.send('carts/keyed/add-item', { ...tea, quantity: 6 }, keyed);
    expect([other.status, outcomeOf(other)]).toEqual([422, 'idempotency-key-reused']);
    expect(await shop.historyOf('carts/keyed')).toHaveLength(2);
    expect((await shop.send('carts/keyed-too/add-item', tea, keyed)).status).toBe(201);
  });

  it('is changed by one of those who saw the same version', async () => {
    const seen = { ...shop.bob, 'if-match': '"1"' };
    await shop.fill('seen', [tea]);
    const change = (quantity: number) => shop.send('carts/seen/change-quantity', { productId: 'tea', quantity }, seen);
    const outcomes = (await Promise.all([6, 7, 8].map(change))).map(outcomeOf);
    expect(outcomes.toSorted()).toEqual(['done', 'stale-version', 'stale-version']);
  });
});

describe('Everybody at once', () => {
  it('adds, changes and removes: no event is lost or doubled, and the cart is what they say', async () => {
    const products = ['tea', 'cake', 'pie'];
    const sent = Array.from({ length: 36 }, (_, n) => {
      const item = { productId: products[n % 3] ?? 'tea', quantity: 1 + (n % 7) };
      if (n % 5 === 0) return shop.send('carts/race/remove-item', { productId: item.productId });
      const path = n % 2 === 0 ? 'add-item' : 'change-quantity';
      return shop.send(`carts/race/${path}`, path === 'add-item' ? { customerId: 'bob', ...item } : item);
    });
    const answers = await Promise.all(sent);
    const refusals = new Set(answers.map(outcomeOf));
    for (const each of ['done', 'cart-not-begun', 'item-already-in-cart', 'item-not-in-cart']) refusals.delete(each);
    expect([...refusals]).toEqual([]);

    const entries = await shop.historyOf('carts/race');
    expect(versionsOf(answers.flatMap(eventsIn))).toEqual(entries.map(({ version }) => version));
    const told = new Map<unknown, unknown>();
    for (const { type, data } of entries) {
      if (type === 'CartItemRemoved') expect(told.delete(data['productId'])).toBe(true);
      else told.set(data['productId'], data['quantity'] ?? data['to']);
    }
    const { body } = await shop.ask(`carts/race?minVersion=${entries.length}`);
    const { items } = body as { items: readonly { productId: string; quantity: number }[] };
    expect(items.map(({ productId, quantity }) => [productId, quantity])).toEqual([...told]);
  });

  it('fills one cart, up to what it holds', async () => {
    const goods = Array.from({ length: 52 }, (_, n) => `herb-${n}`);
    await shop.offer(Object.fromEntries(goods.map((productId) => [productId, 100])));
    await shop.fill('full', [{ productId: 'tea', quantity: 1 }]);
    const add = (productId: string) => shop.send('carts/full/add-item', { ...tea, productId });
    const answers = await Promise.all(goods.map(add));
    expect(answers.map(outcomeOf).toSorted()).toEqual([
      ...Array.from({ length: 3 }, () => 'cart-full'),
      ...Array.from({ length: 49 }, () => 'done'),
    ]);
    const refused = answers.find(({ status }) => status === 422);
    expect(refused?.body).toMatchObject({ most: 50 });
    expect((await shop.ask('carts/full?minVersion=50')).body).toMatchObject({ total: 450 + 49 * 500 });
  });
});

describe('A cart refuses', () => {
  const item = { productId: 'tea', quantity: 5, unitPrice: 450 };
  const malformed = (...paths: readonly string[]) => ({
    status: 400,
    body: { type: 'urn:annal:problem:malformed-request', errors: paths.map((path) => ({ path })) },
  });
  const refused = (status: number, name: string, facts: object = {}) => ({
    status,
    body: { type: `urn:annal:problem:${name}`, ...facts },
  });

  it.each([
    ['nothing of a product', 'add-item', { ...tea, quantity: 0 }, malformed('quantity')],
    ['less than nothing', 'add-item', { ...tea, quantity: -1 }, malformed('quantity')],
    ['more than anybody buys', 'add-item', { ...tea, quantity: 100_001 }, malformed('quantity')],
    [
      'a number beyond all numbers',
      'add-item',
      '{"customerId":"bob","productId":"tea","quantity":1e999}',
      malformed('quantity'),
    ],
    ['a part of a piece', 'change-quantity', { productId: 'tea', quantity: 1.5 }, malformed('quantity')],
    ['a number in words', 'change-quantity', { productId: 'tea', quantity: '5' }, malformed('quantity')],
    ['no product', 'remove-item', {}, malformed('productId')],
    ['a product that cannot be', 'remove-item', { productId: '../tea' }, malformed('productId')],
    ['a price of the customer’s own', 'add-item', { ...tea, unitPrice: 1 }, malformed('unitPrice')],
    ['a list for a product', 'add-item', [tea], malformed('body')],
    ['nothing at all', 'add-item', 'null', malformed('body')],
    ['half a body', 'add-item', '{"customerId":"bob",', refused(400, 'malformed-json')],
    [
      'a body of more than a mebibyte',
      'add-item',
      { ...tea, more: 'x'.repeat(1_048_576) },
      refused(413, 'body-too-large'),
    ],
    ['a check-out of nothing', 'check-out', { items: [] }, malformed('items')],
    ['a check-out of a product twice', 'check-out', { items: [item, item] }, malformed('items[1].productId')],
    [
      'a check-out below nothing',
      'check-out',
      { items: [{ ...item, unitPrice: -1 }] },
      malformed('items[0].unitPrice'),
    ],
    [
      'a check-out of more than it holds',
      'check-out',
      { items: Array.from({ length: 51 }, (_, n) => ({ ...item, productId: `herb-${n}` })) },
      malformed('items'),
    ],
    [
      'a product that is discontinued',
      'add-item',
      { ...tea, productId: 'stale' },
      refused(422, 'product-not-offered', { productId: 'stale' }),
    ],
    [
      'a product that there is not',
      'add-item',
      { ...tea, productId: 'nowhere' },
      refused(422, 'product-not-offered', { productId: 'nowhere' }),
    ],
    [
      'a product in another currency',
      'add-item',
      { ...tea, productId: 'bagel' },
      refused(422, 'cart-in-other-currency', { currency: 'EUR' }),
    ],
    [
      'another quantity of what is in it',
      'add-item',
      { ...tea, quantity: 6 },
      refused(422, 'item-already-in-cart', { quantity: 5 }),
    ],
    [
      'a change of what is not in it',
      'change-quantity',
      { productId: 'cake', quantity: 6 },
      refused(422, 'item-not-in-cart', { productId: 'cake' }),
    ],
    ['another customer’s name', 'add-item', { ...tea, customerId: 'eve' }, refused(422, 'cart-of-another-customer')],
  ])('%s', async (_, path, body, answer) => {
    expect(await shop.send(`carts/bobs/${path}`, body)).toMatchObject(answer);
    expect(await shop.historyOf('carts/bobs')).toHaveLength(1);
  });

  it('a media type that is not JSON', async () => {
    const asText = { ...shop.bob, 'content-type': 'text/plain' };
    expect(outcomeOf(await shop.send('carts/bobs/add-item', tea, asText))).toBe('unsupported-media-type');
  });

  it('an id of which no order could be named, and one that cannot be', async () => {
    expect(await shop.send(`carts/${'c'.repeat(60)}/add-item`, tea)).toMatchObject(
      refused(422, 'cart-id-too-long', { longest: 59 }),
    );
    expect(await shop.send(`carts/${'c'.repeat(65)}/add-item`, tea)).toMatchObject(malformed('id'));
    expect((await shop.send(`carts/${'c'.repeat(59)}/add-item`, tea)).status).toBe(201);
  });

  it('everybody whose it is not: to them, there is none', async () => {
    for (const [path, body] of [
      ['change-quantity', { productId: 'tea', quantity: 6 }],
      ['remove-item', { productId: 'tea' }],
      ['check-out', { items: [item] }],
    ] as const)
      expect(await shop.send(`carts/bobs/${path}`, body, shop.eve)).toMatchObject(refused(404, 'cart-not-begun'));
    for (const path of ['', '/history', '/as-of?version=1', '/changes?from=0&to=1'])
      expect((await shop.ask(`carts/bobs${path}`, shop.eve)).status).toBe(404);
    const own = { ...tea, customerId: 'eve' };
    expect(await shop.send('carts/bobs/add-item', own, shop.eve)).toMatchObject(refused(403, 'not-own'));
    expect(await shop.send('carts/bobs-next/add-item', own)).toMatchObject(refused(403, 'not-own'));
  });
});
