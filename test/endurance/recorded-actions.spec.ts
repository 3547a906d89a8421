import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Action } from '../../application/actions/action.ts';
import { request } from '../end-to-end/client.ts';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';

type Headers = Readonly<Record<string, string>>;

let system: RunningSystem;
let olga: Headers;
let ann: Headers;

beforeAll(async () => {
  system = await startSystem();
  [olga, ann] = await Promise.all([system.as('olga', 'operator'), system.as('ann', 'auditor')]);
});
afterAll(() => system.stop());

const url = (path: string) => `${system.url()}/api/ops/${path}`;
const act = (path: string, headers: Headers = olga, body: unknown = {}) => request(url(path), { headers, body });
const actions = async (query = '', headers = ann) => {
  const { status, body } = await request(url(`actions${query}`), { headers });
  expect(status).toBe(200);
  return (body as { items: Action[] }).items;
};
const replay = 'subscribers/orders/streams/order-1/replay';

it('What operators do is recorded over HTTP with who, why and how it ended, and auditors may read it', async () => {
  expect((await act(`${replay}?reason=lost`)).status).toBe(200);
  expect((await act('views/orders/switch?reason=too+early&to=7')).status).toBe(404);
  const [refused, done] = await actions();
  expect(refused).toMatchObject({ action: 'switch-view', subject: 'orders', outcome: 'refused', arguments: { to: 7 } });
  expect(done).toMatchObject({
    ...{ action: 'replay-stream', subject: 'orders', actor: 'olga', reason: 'lost', outcome: 'done' },
    ...{ arguments: { streamId: 'order-1' }, result: { parked: 0 } },
  });
  expect(await actions('?actor=olga&limit=1')).toEqual([refused]);
  expect(await actions(`?to=${refused?.requestedAt ?? ''}`, olga)).toEqual([done]);
  expect(await actions('?actor=ann')).toEqual([]);
});

it('An action is done once for each Idempotency-Key, also by another instance', async () => {
  const keyed = { ...olga, 'idempotency-key': 'the-same' };
  const first = await act(replay, keyed);
  const before = (await actions()).length;
  await system.killAndRestart();
  expect((await act(replay, keyed)).body).toEqual(first.body);
  expect(await actions()).toHaveLength(before);
  expect((await act('subscribers/customers/streams/order-1/replay', keyed)).body).toMatchObject({
    type: 'urn:annal:problem:idempotency-key-reused',
  });
});

it('An action whose process dies before its end is shown so, and is not done again under the same key', async () => {
  const keyed = { ...olga, 'idempotency-key': 'cut-off' };
  const cut = request(url('views/orders/build?reason=cut+off'), { headers: keyed, body: {}, once: true });
  const gone = cut.catch(() => 'gone');
  // The request is recorded first: from then on the host may die at any moment.
  await expect
    .poll(async () => (await actions('?subject=orders')).some(({ actionId }) => actionId === 'key:cut-off'))
    .toBe(true);
  await system.killAndRestart();
  await gone;
  const recorded = (await actions('?subject=orders')).find(({ actionId }) => actionId === 'key:cut-off');
  const again = await act('views/orders/build?reason=cut+off', keyed);
  expect(recorded?.outcome).toBeOneOf(['done', 'not-known']);
  expect(again.status).toBe(recorded?.outcome === 'done' ? 200 : 409);
});

it('What may not be undone needs a reason, and nobody reads a body', async () => {
  for (const path of ['views/orders/back', 'views/orders/drop?generation=7', 'subscribers/orders/retry'])
    expect((await act(path)).body).toMatchObject({ errors: [{ path: 'reason', detail: 'is missing' }] });
  expect((await act('views/orders/build/cancel')).body).toMatchObject({ errors: [{ path: 'reason' }] });
  expect((await act(`${replay}?reason=${'x'.repeat(1_001)}`)).status).toBe(400);
  expect((await act(replay, olga, { reason: 'in the body' })).body).toMatchObject({
    status: 400,
    errors: [{ path: 'reason', detail: 'is not known here' }],
  });
});

it('A view that there is not is a 404 that names the views', async () => {
  for (const path of ['switch?reason=x', 'back?reason=x', 'drop?reason=x&generation=1']) {
    const { status, body } = await act(`views/ordres/${path}`);
    expect([path, status]).toEqual([path, 404]);
    expect((body as { views: string[] }).views).toContain('orders');
  }
});

it('Auditors act on nothing, and customers see nothing', async () => {
  const bob = await system.as('bob', 'customer');
  expect((await act(replay, ann)).status).toBe(403);
  expect((await act(replay, bob)).status).toBe(403);
  expect((await request(url('actions'), { headers: bob })).body).toMatchObject({ roles: ['operator', 'auditor'] });
});

it('A stream is handed to one consumer again, which has all of it, and to none that is not there', async () => {
  const bob = await system.as('bob', 'clerk');
  const line = { sku: 'tea', name: 'Tea', unitPrice: 450, quantity: 1, discountPercent: 0 };
  const placed = { customerId: 'bob', currency: 'EUR', lines: [line] };
  await request(`${system.url()}/api/orders/again/place`, { headers: bob, body: placed });
  const mails = () => request(`${system.url()}/api/orders/again/mails`, { headers: bob });
  await expect.poll(async () => ((await mails()).body as { items: unknown[] }).items).toHaveLength(1);
  const before = (await mails()).body;
  const again = await act('consumers/email/redeliver?stream=order-again&reason=to+see');
  expect(again).toMatchObject({
    ...{ status: 200, body: { handed: 1, outcomes: { duplicate: 1 }, deadLetters: 0, next: null } },
  });
  expect((await mails()).body).toEqual(before);
  expect((await actions())[0]).toMatchObject({
    ...{ action: 'redeliver', subject: 'email', reason: 'to see', outcome: 'done' },
    ...{ arguments: { streamId: 'order-again', from: 1 }, result: { handed: 1 } },
  });
  const problems = ['email/redeliver?stream=order-nowhere&reason=x', 'nobody/redeliver?stream=order-again&reason=x'];
  for (const path of problems) expect((await act(`consumers/${path}`)).status).toBe(404);
});
