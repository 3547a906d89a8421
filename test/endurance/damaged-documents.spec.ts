import type { Database } from '@azure/cosmos';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cosmosDatabase, cosmosFailedDeliveries } from '../../adapters/cosmos/index.ts';
import topology from '../../infra/cosmos.json' with { type: 'json' };
import { eventually, request } from '../end-to-end/client.ts';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';

let system: RunningSystem;
let database: Database;
let olga: Readonly<Record<string, string>>;

beforeAll(async () => {
  system = await startSystem();
  database = cosmosDatabase({ connectionString: system.cosmos.connectionString }, topology.database);
  olga = await system.as('olga', 'clerk', 'auditor', 'operator');
});
afterAll(async () => {
  database.client.dispose();
  await system.stop();
});

const tea = { sku: 'tea', name: 'Tea', unitPrice: 450, quantity: 5 };
const ask = (path: string) => request(`${system.url()}/api/${path}`, { headers: olga });
const command = (path: string, body: unknown = {}) => request(`${system.url()}/api/${path}`, { body, headers: olga });
const place = (id: string, customerId: string) =>
  command(`orders/${id}/place`, { customerId, currency: 'EUR', lines: [tea] });
const change = (id: string, quantity: number) => command(`orders/${id}/change-quantity`, { sku: 'tea', quantity });

const itemsOf = ({ body }: { readonly body: unknown }) =>
  (body as { items: Readonly<Record<string, unknown>>[] }).items;
const ordersOf = (customerId: string) => ask(`orders?customerId=${customerId}`);
const listed = (customerId: string, count: number) =>
  eventually(
    () => ordersOf(customerId),
    (answer) => itemsOf(answer).length === count,
  );
const seen = (id: string, version: number) =>
  eventually(
    () => ask(`orders/${id}`),
    ({ body }) => (body as { version?: number }).version === version,
  );
/** Changes a stored document behind the app's back. */
const damage = async (container: string, [id, partition]: readonly [string, string], how: object) => {
  const item = database.container(container).item(id, partition);
  const { resource } = await item.read<{ id: string }>();
  await item.replace({ ...resource, id, ...how });
};

describe('A damaged document of a view', () => {
  const damages = [
    ['without a version', { version: undefined }],
    ['with a version that is no number', { version: 'two' }],
    ['with a version that its stream does not have', { version: 999 }],
    ['without a field', { lines: undefined }],
    ['with a field of another type', { gross: 'much' }],
  ] as const;

  it.each(damages)('%s is built anew with the next event', async (what, how) => {
    const id = what.replaceAll(' ', '-').slice(0, 40);
    await place(id, id);
    await seen(id, 1);
    await listed(id, 1);
    await damage('orders', [id, id], how);
    await damage('orders-by-customer', [id, id], how);
    expect((await change(id, 6)).status).toBe(200);
    expect((await seen(id, 2)).body).toMatchObject({ lines: [{ quantity: 6 }], gross: 2700 });
    const [order] = itemsOf(
      await eventually(
        () => ordersOf(id),
        (answer) => itemsOf(answer)[0]?.['version'] === 2,
      ),
    );
    expect(order).toMatchObject({ lines: [{ quantity: 6 }], gross: 2700 });
  });

  it('is passed over by lists, and does not stop them', async () => {
    for (const id of ['list-1', 'list-2', 'list-3']) await place(id, 'lister');
    await listed('lister', 3);
    await damage('orders-by-customer', ['list-2', 'lister'], { version: 'two' });
    const { status, body } = await ordersOf('lister');
    expect(status).toBe(200);
    expect(itemsOf({ body }).map(({ orderId }) => orderId)).toEqual(['list-3', 'list-1']);
  });

  it('is answered from its events, and listed again once an operator has replayed its stream', async () => {
    await place('single', 'single');
    await seen('single', 1);
    await listed('single', 1);
    await damage('orders', ['single', 'single'], { status: 'teleported' });
    await damage('orders-by-customer', ['single', 'single'], { status: 'teleported' });
    expect(await ask('orders/single')).toMatchObject({ status: 200, body: { status: 'placed', version: 1 } });
    await listed('single', 0);
    for (const view of ['orders', 'orders-by-customer'])
      expect((await command(`ops/subscribers/${view}/streams/order-single/replay`)).body).toMatchObject({ applied: 1 });
    await listed('single', 1);
  });
});

describe('A damaged mail', () => {
  it('is listed as such beside the others', async () => {
    await place('mailed', 'mailed');
    await change('mailed', 6);
    const mailsOf = () => ask('orders/mailed/mails');
    const whole = itemsOf(await eventually(mailsOf, (answer) => itemsOf(answer).length === 2));
    const mails = database.client.database(`${topology.database}-email`).container('mails');
    const first = mails.item(`mail:${'1'.padStart(16, '0')}`, 'mailed');
    const { resource } = await first.read<{ document: object }>();
    await first.replace({ ...resource, document: { ...resource?.document, subject: 7 } });
    expect(itemsOf(await mailsOf())).toEqual([{ status: 'damaged', orderId: 'mailed', orderVersion: 1 }, whole[1]]);
  });
});

describe('Junk among the parked documents', () => {
  it('stops neither the list of what is parked nor the publishing', async () => {
    await system.plant({ id: '0000000000000001', streamId: 'order-unheard', version: 'one' });
    await database.container('parked').items.create({ id: 'junk', subscriber: 'publishing', reason: 7 });
    await eventually(
      () => ask('ops/parked?subscriber=publishing'),
      (answer) => answer.status === 200 && itemsOf(answer).length === 1,
    );
    await place('published', 'junk');
    const mails = await eventually(
      () => ask('orders/published/mails'),
      (answer) => itemsOf(answer).length === 1,
    );
    expect(mails.status).toBe(200);
  });
});

describe('What a follower of the feed failed on', () => {
  it('is shown to operators, whichever instance it was', async () => {
    const failed = {
      subscriber: 'orders',
      streamId: 'order-1',
      version: 3,
      error: 'TypeError: lines is not iterable',
      failedAt: '2026-05-04T10:00:00.000Z',
    };
    await cosmosFailedDeliveries(database).record(failed);
    const items = itemsOf(await ask('ops/subscribers'));
    expect(items).toContainEqual(expect.objectContaining({ name: 'orders', lastFailure: failed }));
    expect(items).toContainEqual(expect.objectContaining({ name: 'publishing', lastFailure: null }));
  });
});

describe('A commit that a follower can never take', () => {
  const commitOf = (streamId: string, customerId: string) => ({
    id: '0000000000000001',
    streamId,
    category: 'order',
    version: 1,
    events: [
      {
        type: 'OrderPlaced',
        schemaVersion: 1,
        data: {
          customerId,
          currency: 'EUR',
          lines: [{ ...tea, discountPercent: 0 }],
          placedAt: '2026-05-04T10:00:00.000Z',
        },
      },
    ],
    recordedAt: '2026-05-04T10:00:00.000Z',
    actor: 'somebody',
    commandId: 'planted',
    correlationId: 'planted',
    causationId: null,
    traceparent: null,
  });
  const parkedBy = (subscriber: string, streamId: string) =>
    eventually(
      () => ask(`ops/parked?subscriber=${subscriber}`),
      (answer) => itemsOf(answer).some((parked) => parked['streamId'] === streamId),
    );

  it('is parked by the publisher when its stream has a longer name than a session may have', async () => {
    const streamId = `order-${'x'.repeat(130)}`;
    await system.plant(commitOf(streamId, 'long'));
    const parked = itemsOf(await parkedBy('publishing', streamId)).find((each) => each['streamId'] === streamId);
    expect(parked?.['reason']).toContain('128');
  });

  it('is parked by the view of customers when its customer has a longer name than a partition may have', async () => {
    await system.plant(commitOf('order-widely', 'ö'.repeat(1_025)));
    const parked = itemsOf(await parkedBy('orders-by-customer', 'order-widely'));
    expect(parked.find((each) => each['streamId'] === 'order-widely')?.['reason']).toContain('2048');
    await place('behind', 'behind');
    await listed('behind', 1);
  });
});

describe('A damaged history', () => {
  it('does not exist for a customer whose it is not, and is named as damaged to its owner', async () => {
    const [bob, eve] = await Promise.all([system.as('bob', 'customer'), system.as('eve', 'customer')]);
    await place('sung', 'bob');
    const { resource } = await database.container('events').item('0000000000000001', 'order-sung').read<object>();
    const sung = [{ type: 'OrderSung', schemaVersion: 1, data: {} }];
    await system.plant({
      ...resource,
      id: '0000000000000002',
      version: 2,
      hash: undefined,
      events: sung,
      commandId: 'planted',
    });
    const asked = (headers: typeof bob, id: string) =>
      Promise.all([
        request(`${system.url()}/api/orders/${id}/history`, { headers }),
        request(`${system.url()}/api/orders/${id}/as-of?version=1`, { headers }),
        request(`${system.url()}/api/orders/${id}/cancel`, { headers, body: { reason: 'rain' } }),
      ]);
    const told = (answers: readonly { status: number; body: unknown }[]) =>
      answers.map(({ status, body }) => [status, (body as { type: string }).type]);
    expect(told(await asked(eve, 'sung'))).toEqual(told(await asked(eve, 'nowhere')));
    const unreadable = [500, 'urn:annal:problem:unreadable-commit'];
    expect(told(await asked(bob, 'sung'))).toEqual([unreadable, unreadable, unreadable]);
  });
});

describe('A commit that somebody has changed in the store', () => {
  it('stops the commands and the history of its stream, and names its version; others go on', async () => {
    await place('tampered', 'tampered');
    await change('tampered', 6);
    await seen('tampered', 2);
    await damage('events', ['0000000000000002', 'order-tampered'], { actor: 'mallory' });
    await system.killAndRestart();
    const refused = {
      status: 500,
      body: {
        type: 'urn:annal:problem:damaged-stream',
        detail: expect.stringContaining('the content of version 2 is not what its hash says') as string,
      },
    };
    expect(await change('tampered', 7)).toMatchObject(refused);
    expect(await ask('orders/tampered/history')).toMatchObject(refused);
    const [owner, eve] = await Promise.all([system.as('tampered', 'customer'), system.as('eve', 'customer')]);
    const history = (headers: typeof owner) => request(`${system.url()}/api/orders/tampered/history`, { headers });
    expect(await history(owner)).toMatchObject(refused);
    expect(await history(eve)).toMatchObject({ status: 404 });
    expect((await place('untouched', 'untouched')).status).toBe(201);
  });
});
