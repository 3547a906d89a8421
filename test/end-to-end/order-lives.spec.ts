import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shop } from '../../domain/shop.ts';
import { everySubscriberOf } from '../support/every-subscriber-of.ts';
import { eventually, request } from './client.ts';
import { startSystem, type RunningSystem } from './running-system.ts';

let system: RunningSystem;
let olga: Readonly<Record<string, string>>;

beforeAll(async () => {
  system = await startSystem();
  olga = await system.as('olga', 'clerk', 'operator', 'auditor');
});
afterAll(() => system.stop());

const tea = { sku: 'tea', name: 'Green tea', unitPrice: 450, quantity: 5, discountPercent: 10 };
const url = (path: string): string => `${system.url()}/api/${path}`;
const ask = (path: string, headers = olga) => request(url(path), { headers });
const command = (orderId: string, name: string, body: unknown = {}, headers: Readonly<Record<string, string>> = {}) =>
  request(url(`orders/${orderId}/${name}`), { body, headers: { ...olga, ...headers } });
const place = (orderId: string, customerId = 'bob') =>
  command(orderId, 'place', { customerId, currency: 'EUR', lines: [tea] });
const replay = (subscriber: string, streamId: string, query = '') =>
  request(url(`ops/subscribers/${subscriber}/streams/${streamId}/replay${query}`), { method: 'POST', headers: olga });
const mailsOf = async (orderId: string) => ((await ask(`orders/${orderId}/mails?limit=100`)).body as MailPage).items;
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('an order', () => {
  it('is placed, changed and shown, and its customer gets a mail', async () => {
    expect((await place('story')).status).toBe(201);
    const changed = await command('story', 'change-quantity', { sku: 'tea', quantity: 6 }, { 'if-match': '"1"' });
    expect(changed.headers.get('etag')).toBe('"2"');

    const seen = await ask('orders/story?minVersion=2');
    expect(seen.headers.get('etag')).toBe('"2"');
    expect(seen.body).toMatchObject({
      orderId: 'story',
      customerId: 'bob',
      status: 'placed',
      lines: [{ ...tea, quantity: 6, net: 2_430 }],
      gross: 2_700,
      net: 2_430,
      version: 2,
    });
    const mails = await eventually(
      () => mailsOf('story'),
      (found) => found.length === 2,
    );
    expect(mails).toMatchObject([
      { messageId: 'order-story:1', orderVersion: 1, customerId: 'bob' },
      { messageId: 'order-story:2', orderVersion: 2, customerId: 'bob' },
    ]);
    const { items, continuation } = (await ask('orders/story/mails?limit=1')).body as MailPage;
    expect(items).toEqual(mails.slice(0, 1));
    expect((await ask(`orders/story/mails?limit=1&continuation=${continuation ?? ''}`)).body).toEqual({
      items: mails.slice(1),
      continuation: null,
    });
    expect((await ask(`orders/busy/mails?continuation=${continuation ?? ''}`)).status).toBe(400);
  });

  it('shows who did what and when, and its former states', async () => {
    const history = await ask('orders/story/history');
    expect(history.body).toMatchObject({
      orderId: 'story',
      version: 2,
      entries: [
        { type: 'OrderPlaced', version: 1, actor: 'olga' },
        {
          type: 'OrderQuantityChanged',
          version: 2,
          changes: expect.arrayContaining([expect.objectContaining({ from: 5, to: 6 })]),
        },
      ],
    });
    expect((await ask('orders/story/as-of?version=1')).body).toMatchObject({ version: 1, lines: [{ quantity: 5 }] });
    const [first] = (history.body as { entries: { at: string }[] }).entries;
    expect((await ask(`orders/story/as-of?at=${first?.at ?? ''}`)).body).toMatchObject({ version: 1 });
    expect((await ask('orders/story/as-of?version=3')).status).toBe(404);
    expect((await ask('orders/story/as-of?at=2020-01-01T00:00:00Z')).status).toBe(404);
    expect((await ask('orders/story/as-of?version=1&at=2020-01-01T00:00:00Z')).status).toBe(400);
  });

  it('stands among the orders of its customer, page by page', async () => {
    for (const number of upTo(5)) await place(`page-${number}`, 'carla');
    await eventually(
      async () => (await ask('orders?customerId=carla')).body as { items: unknown[] },
      ({ items }) => items.length === 5,
    );
    const found: string[] = [];
    let continuation: string | null = '';
    while (continuation !== null) {
      const from: string = continuation === '' ? '' : `&continuation=${encodeURIComponent(continuation)}`;
      const page = (await ask(`orders?customerId=carla&limit=2${from}`)).body as Page;
      found.push(...page.items.map(({ orderId }) => orderId));
      expect(page.items.length).toBeLessThanOrEqual(2);
      continuation = page.continuation;
    }
    expect(found).toEqual(['page-5', 'page-4', 'page-3', 'page-2', 'page-1']);
  });

  it('is found by its state and its time, oldest or newest first, and counted', async () => {
    const pageOf = async (query: string) => (await ask(`orders?customerId=carla&${query}`)).body as Page;
    const idsOf = async (query: string) => (await pageOf(query)).items.map(({ orderId }) => orderId);
    await command('page-2', 'confirm');
    await command('page-4', 'confirm');
    await eventually(
      () => idsOf('status=confirmed'),
      (found) => found.length === 2,
    );
    expect(await idsOf('status=confirmed')).toEqual(['page-4', 'page-2']);
    expect(await idsOf('status=confirmed&order=asc')).toEqual(['page-2', 'page-4']);
    const [, second, , fourth] = (await pageOf('order=asc')).items.map(({ placedAt }) => placedAt);
    expect(await idsOf(`from=${second ?? ''}&to=${fourth ?? ''}&order=asc`)).toEqual(['page-2', 'page-3']);
    expect((await ask('orders?customerId=carla&status=placed&count=true&limit=1')).body).toMatchObject({ count: 3 });
    const carla = await system.as('carla', 'customer');
    expect((await ask('orders?status=placed&count=true', carla)).body).toMatchObject({ count: 3 });
    const dora = await system.as('dora', 'customer');
    expect((await ask('orders?customerId=carla&status=placed', dora)).body).toEqual({ items: [], continuation: null });
  });

  it('answers a repeated command as the first time', async () => {
    const once = { 'idempotency-key': 'confirm-story' };
    const [first, again] = [await command('story', 'confirm', {}, once), await command('story', 'confirm', {}, once)];
    expect([again.status, again.body]).toEqual([first.status, first.body]);
  });
});

interface MailPage {
  readonly items: readonly { readonly messageId: string; readonly orderVersion: number }[];
  readonly continuation: string | null;
}

interface Page {
  readonly items: readonly { readonly orderId: string; readonly placedAt: string }[];
  readonly continuation: string | null;
}

describe('fifty writers on one order', () => {
  it('each get a version of their own, and everybody downstream sees all of them once and in order', async () => {
    await place('busy');
    const answers = await Promise.all(
      upTo(50).map((each) => command('busy', 'change-quantity', { sku: 'tea', quantity: 100 + each })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200));
    const versions = answers.map(({ body }) => (body as { version: number }).version);
    expect([...versions].sort((one, other) => one - other)).toEqual(upTo(51).slice(1));

    const last = answers[versions.indexOf(51)];
    expect(last).toBeDefined();
    expect(
      (
        await eventually(
          () => ask('orders/busy?minVersion=51'),
          ({ status }) => status === 200,
        )
      ).body,
    ).toMatchObject({
      lines: [{ quantity: 101 + versions.indexOf(51) }],
    });
    const mails = await eventually(
      () => mailsOf('busy'),
      (found) => found.length >= 51,
    );
    expect(mails.map(({ orderVersion }) => orderVersion)).toEqual(upTo(51));
  });
});

describe('a refusal over the wire', () => {
  it('is a problem that a client can read', async () => {
    const unknown = await ask('orders/nobody');
    expect(unknown.headers.get('content-type')).toBe('application/problem+json');
    expect(unknown).toMatchObject({
      status: 404,
      body: { type: 'urn:annal:problem:order-not-placed', instance: '/api/orders/nobody' },
    });
  });

  it.each([
    ['orders/story?colour=red', 'colour'],
    ['orders/story?minVersion=1&minVersion=2', 'minVersion'],
    ['orders/story?minVersion=soon', 'minVersion'],
    ['orders?limit=101', 'limit'],
    ['orders?limit=0', 'limit'],
    ['orders?customerId=a%2Fb', 'customerId'],
    ['orders?status=lost', 'status'],
    ['orders?from=yesterday', 'from'],
    ['orders?from=2026-05-02T00:00:00Z&to=2026-05-01T00:00:00Z', 'to'],
    ['orders?order=up', 'order'],
    ['orders?count=true', 'count'],
  ])('names the fault in %s', async (path, fault) => {
    expect(await ask(path)).toMatchObject({ status: 400, body: { errors: [{ path: fault }] } });
  });

  it('is 400 for a continuation that was never given out', async () => {
    expect(await ask('orders?continuation=bm9uc2Vuc2U')).toMatchObject({
      status: 400,
      body: { type: 'urn:annal:problem:unknown-continuation' },
    });
  });

  it('is 413 for a body over a mebibyte, and 415 for one that is not JSON', async () => {
    expect((await command('story', 'cancel', `{"reason":"${'x'.repeat(1_048_576)}"}`)).status).toBe(413);
    expect((await command('story', 'cancel', 'reason=rain', { 'content-type': 'text/plain' })).status).toBe(415);
  });

  it('is 422 for a version that the order does not have', async () => {
    const beyond = await ask('orders/story?minVersion=1000');
    expect(beyond).toMatchObject({
      status: 422,
      body: { type: 'urn:annal:problem:version-does-not-exist', version: 3 },
    });
  });
});

describe('what goes wrong around it', () => {
  it('a host killed in the middle of work loses nothing and does nothing twice', async () => {
    const orders = upTo(12).map((number) => `power-cut-${number}`);
    await Promise.all(orders.map((orderId) => place(orderId)));
    await system.killAndRestart();
    expect((await ask('health')).status).toBe(200);
    await Promise.all(orders.map((orderId) => command(orderId, 'cancel', { reason: 'power cut' })));
    for (const orderId of orders) {
      const view = await eventually(
        () => ask(`orders/${orderId}?minVersion=2`),
        ({ status }) => status === 200,
      );
      expect(view.body).toMatchObject({ status: 'cancelled', version: 2 });
      const mails = await eventually(
        () => mailsOf(orderId),
        (found) => found.length >= 2,
      );
      expect(mails.map(({ orderVersion }) => orderVersion)).toEqual([1, 2]);
    }
  });

  it('a broker that is down delays messages and nothing else', async () => {
    await system.serviceBus.faults.goDown();
    expect((await place('no-broker')).status).toBe(201);
    expect(
      (
        await eventually(
          () => ask('orders/no-broker?minVersion=1'),
          ({ status }) => status === 200,
        )
      ).body,
    ).toMatchObject({
      version: 1,
    });
    expect((await ask('health')).status).toBe(200);
    expect(await replay('publishing', 'order-no-broker')).toMatchObject({
      status: 503,
      body: { type: 'urn:annal:problem:broker-unavailable' },
    });
    await system.serviceBus.faults.comeUp();
    await eventually(
      () => mailsOf('no-broker'),
      (found) => found.length === 1,
    );
  });
});

describe('an operator', () => {
  it('sees what was parked, while the feed goes on for all others', async () => {
    await system.plant({ id: '0000000000000001', streamId: 'order-poison', category: 'order', version: 'one' });
    await place('after-poison');
    expect(
      (
        await eventually(
          () => ask('orders/after-poison?minVersion=1'),
          ({ status }) => status === 200,
        )
      ).status,
    ).toBe(200);
    const parked = await eventually(
      async () => (await ask('ops/parked?limit=100')).body as { items: { subscriber: string; streamId: string }[] },
      ({ items }) => items.length === everySubscriberOf(shop).length,
    );
    expect(parked.items.map(({ subscriber, streamId }) => [subscriber, streamId]).sort()).toEqual(
      everySubscriberOf(shop)
        .map((subscriber) => [subscriber, 'order-poison'])
        .sort(),
    );
    expect((await ask('ops/parked?subscriber=orders')).body).toMatchObject({
      items: [{ subscriber: 'orders' }],
    });
  });

  it('reads what is parked a page at a time', async () => {
    const first = (await ask('ops/parked?limit=1')).body as { items: object[]; continuation: string };
    const second = (await ask(`ops/parked?limit=1&continuation=${first.continuation}`)).body as typeof first;
    expect([first.items, second.items]).toEqual([[expect.any(Object)], [expect.any(Object)]]);
    expect(second.items).not.toEqual(first.items);
    expect(await ask(`ops/parked?subscriber=orders&continuation=${first.continuation}`)).toMatchObject({
      status: 400,
      body: { type: 'urn:annal:problem:unknown-continuation' },
    });
  });

  it('brings a lost view back from the events', async () => {
    const before = await ask('orders/story?minVersion=3');
    await system.loseView('orders', 'story');
    expect((await ask('orders/story')).status).toBe(404);
    // As for a stream whose id no path can hold.
    expect(await replay('orders', '-', '?stream=order-story')).toMatchObject({
      status: 200,
      body: { streamId: 'order-story', applied: 1, parked: 0 },
    });
    expect((await ask('orders/story')).body).toEqual(before.body);
  });

  it('needs the role and a token', async () => {
    const bob = await system.as('bob', 'customer', 'clerk', 'auditor');
    expect(await ask('ops/parked', bob)).toMatchObject({ status: 403, body: { roles: ['operator'] } });
    const nobody = await ask('ops/parked', {});
    expect([nobody.status, nobody.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect((await ask('ops/parked', { authorization: 'Bearer a.b.c' })).status).toBe(401);
  });

  it('answers an unknown subscriber with the list of subscribers', async () => {
    const { status, body } = await replay('nobody', 'order-story');
    expect(status).toBe(404);
    const { subscribers } = body as { subscribers: string[] };
    expect(subscribers.toSorted()).toEqual(everySubscriberOf(shop).toSorted());
  });
});
