import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, request } from './client.ts';
import { startSystem, type RunningSystem } from './running-system.ts';
import { givingBack, revoking, storeStuckTransfer, waiting } from './stuck-transfer.ts';

type Headers = Readonly<Record<string, string>>;
type Body = Readonly<Record<string, unknown>>;

let system: RunningSystem;
let bob: Headers;
let clerk: Headers;
let auditor: Headers;
let operator: Headers;

const ask = async (path: string, headers = auditor) => request(`${system.url()}/api/${path}`, { headers });
const send = async (path: string, body: unknown, headers = clerk) =>
  request(`${system.url()}/api/${path}`, { body, headers });
const mend = async (path: string, headers = operator) =>
  request(`${system.url()}/api/ops/processes/transfer/${path}`, { method: 'POST', headers });
const bodyOf = async (path: string) => (await ask(path)).body as Body;
const listed = async (query: string) =>
  (await bodyOf(`processes?${query}`))['items'] as readonly { processId: string; status: string; updatedAt: string }[];
const idsOf = async (query: string) => (await listed(query)).map(({ processId }) => processId);
/** A moment in a year that UTC writes with five digits. */
const beyond = '9999-12-31T23:59:59-14:00';
const because = 'reason=settled+by+phone';

const stuck = ['stuck-1', 'stuck-2', 'stuck-3', 'stuck-4', 'stuck-5'];

beforeAll(async () => {
  system = await startSystem();
  [bob, clerk, auditor, operator] = await Promise.all([
    system.as('bob', 'customer'),
    system.as('carol', 'clerk'),
    system.as('ann', 'auditor'),
    system.as('olga', 'operator'),
  ]);
  for (const [id, customerId] of [
    ['bobs', 'bob'],
    ['eves', 'eve'],
  ])
    expect((await send(`accounts/${id}/open`, { customerId, currency: 'EUR' })).status).toBe(201);
  await send('accounts/bobs/deposit', { reference: 'wages', currency: 'EUR', amount: 10_000 });
  for (const id of stuck) await storeStuckTransfer(system.cosmos.connectionString, id);
  await eventually(
    () => idsOf('status=stuck&limit=100'),
    (ids) => ids.length === stuck.length,
  );
});
afterAll(() => system.stop());

describe('Operators and auditors see processes', () => {
  it('by status and name, those first that have done nothing for the longest, page by page', async () => {
    expect((await idsOf('status=stuck&name=transfer')).toSorted()).toEqual(stuck);
    expect(await idsOf('status=stuck&name=fulfilment')).toEqual([]);
    expect(await idsOf('status=stuck&definition=2')).toEqual([]);
    expect(await idsOf('status=completed&name=transfer&before=2026-05-04T10:00:00Z')).toEqual([]);
    const seen: string[] = [];
    for (let query = 'status=stuck&limit=2'; query !== '';) {
      const page = await bodyOf(`processes?${query}`);
      seen.push(...(page['items'] as { processId: string }[]).map(({ processId }) => processId));
      const next = page['continuation'] as string | null;
      query = next === null ? '' : `status=stuck&limit=2&continuation=${encodeURIComponent(next)}`;
    }
    expect(seen).toEqual(stuck);
    expect(await idsOf('status=stuck&order=desc')).toEqual(stuck.toReversed());
  });

  it('with what one waits for, and everything that it has done and why, straight from its events', async () => {
    const { status, body, headers } = await ask('processes/transfer/stuck-1');
    expect([status, headers.get('etag')]).toEqual([200, '"14"']);
    expect(body).toMatchObject({
      ...{ process: 'transfer', processId: 'stuck-1', status: 'stuck', how: 'compensated', version: 14 },
      reason: 'There is no such account.',
      waitingFor: [
        { number: revoking, ask: 'credit', kind: 'undo', status: 'blocked', target: { entityId: 'eves' } },
        {},
      ],
    });
    const { asks, steps } = body as { asks: Body[]; steps: Body[] };
    expect(asks.find(({ number }) => number === revoking)).toMatchObject({
      ...{ command: { type: 'RevokeTransfer', data: { amount: 500 } }, undoes: 2, tries: 1 },
      answered: { outcome: 'refused', refusal: { type: 'InsufficientFunds' } },
    });
    expect(steps[0]).toMatchObject({ version: 1, type: 'ProcessStarted', because: 'account-bobs:2' });
  });

  it('and how many of each definition have not come to their end', async () => {
    expect(await bodyOf('processes/transfer')).toMatchObject({
      ...{ process: 'transfer', definition: 1 },
      definitions: [{ definition: 1, live: stuck.length, stuck: stuck.length, running: 0 }],
    });
  });

  it('and are told at once of what there is not, and what is no question', async () => {
    expect((await ask('processes/transfer/none')).body).toMatchObject({
      status: 404,
      type: expect.stringContaining('process-not-started'),
    });
    expect((await ask('processes/orders/1')).status).toBe(404);
    expect((await ask('processes/orders')).body).toMatchObject({ processes: ['checkout', 'fulfilment', 'transfer'] });
    const times = ['before=yesterday', `before=${beyond}`];
    for (const wrong of ['status=lost', 'definition=0', ...times, 'name=A-1', 'sort=asc', 'continuation=x'])
      expect([wrong, (await ask(`processes?${wrong}`)).status]).toEqual([wrong, 400]);
  });

  it('and nobody else does', async () => {
    for (const path of ['processes', 'processes/transfer', 'processes/transfer/stuck-1'])
      for (const headers of [bob, clerk]) expect([path, (await ask(path, headers)).status]).toEqual([path, 403]);
    for (const headers of [bob, clerk, auditor])
      expect((await mend(`stuck-5/resolve?${because}`, headers)).status).toBe(403);
  });
});

describe('An operator mends a stuck transfer', () => {
  it('in vain by another try, while the money is still spent, and then with success', async () => {
    const again = `stuck-1/retry?number=${revoking}&${because}`;
    expect((await mend(again)).body).toMatchObject({ outcome: 'changed', status: 'stuck' });
    await send('accounts/eves/deposit', { reference: 'found', currency: 'EUR', amount: 500 });
    expect((await mend(again)).status).toBe(200);
    await eventually(
      () => bodyOf('accounts/eves'),
      ({ balance }) => balance === 0,
    );
    const { asks } = (await bodyOf('processes/transfer/stuck-1')) as { asks: Body[] };
    expect(asks.find(({ number }) => number === revoking)).toMatchObject({ status: 'accepted', tries: 3 });
  });

  it('by skipping what was settled otherwise, and by resolving what is left', async () => {
    expect((await mend(`stuck-2/skip?number=${revoking}&${because}`)).body).toMatchObject({ status: 'stuck' });
    const skipped = await mend(`stuck-2/skip?number=${givingBack}&${because}`);
    expect(skipped.body).toMatchObject({ outcome: 'changed', status: 'compensated' });
    expect((await mend(`stuck-3/resolve?${because}`)).body).toMatchObject({ status: 'resolved-by-hand' });
    expect((await ask('processes/transfer/stuck-3')).body).toMatchObject({
      reason: 'settled by phone',
      waitingFor: [],
    });
    await eventually(
      () => idsOf('status=stuck'),
      (ids) => !ids.includes('stuck-2') && !ids.includes('stuck-3'),
    );
  });

  it('by giving more time', async () => {
    const extended = `stuck-4/extend?number=${waiting}&dueAt=2099-06-01T00:00:00Z&${because}`;
    expect((await mend(extended)).body).toMatchObject({ outcome: 'changed' });
    expect(await bodyOf('processes/transfer/stuck-4')).toMatchObject({ dueAt: '2099-06-01T00:00:00.000Z' });
  });

  it('as a step of the process and as an action, under the name of who has done it', async () => {
    const { steps } = (await bodyOf('processes/transfer/stuck-2')) as { steps: Body[] };
    expect(steps.filter(({ actor }) => actor === 'olga')).toMatchObject([
      { type: 'AskSkipped', because: null, data: { number: revoking, reason: 'settled by phone' } },
      { type: 'AskSkipped', because: null, data: { number: givingBack, reason: 'settled by phone' } },
    ]);
    const { items } = (await bodyOf('ops/actions?subject=transfer-stuck-2')) as { items: Body[] };
    expect(items).toMatchObject([
      { action: 'skip-ask', actor: 'olga', reason: 'settled by phone', outcome: 'done' },
      { action: 'skip-ask', actor: 'olga', reason: 'settled by phone', outcome: 'done' },
    ]);
  });

  it('once for each key, and is told what cannot be', async () => {
    const once = { ...operator, 'idempotency-key': 'once' };
    for (let times = 0; times < 2; times += 1)
      expect((await mend(`stuck-5/skip?number=${revoking}&${because}`, once)).status).toBe(200);
    const problem = async (path: string) => {
      const { status, body } = await mend(path);
      return [
        status,
        String((body as { type?: string }).type)
          .split(':')
          .at(-1),
      ];
    };
    expect(await problem(`stuck-5/skip?number=${revoking}&${because}`)).toEqual([409, 'ask-not-stuck']);
    expect(await problem(`stuck-5/retry?number=99&${because}`)).toEqual([404, 'ask-not-found']);
    expect(await problem(`stuck-5/extend?number=2&dueAt=2099-06-01T00:00:00Z&${because}`)).toEqual([
      409,
      'ask-not-open',
    ]);
    expect(await problem(`stuck-3/resolve?${because}`)).toEqual([409, 'process-already-ended']);
    expect(await problem(`none/resolve?${because}`)).toEqual([404, 'process-not-started']);
    expect(await problem('stuck-5/resolve')).toEqual([400, 'malformed-request']);
    expect(await problem(`stuck-5/retry?number=x&${because}`)).toEqual([400, 'malformed-request']);
    for (const dueAt of ['soon', beyond])
      expect(await problem(`stuck-5/extend?number=${waiting}&dueAt=${dueAt}&${because}`)).toEqual([
        400,
        'malformed-request',
      ]);
  });
});

it('A process is shown and mended under the longest id, that of an account with a version behind it', async () => {
  const longest = `${'a'.repeat(64)}-123`;
  await storeStuckTransfer(system.cosmos.connectionString, longest);
  expect(await bodyOf(`processes/transfer/${longest}`)).toMatchObject({ processId: longest, status: 'stuck' });
  const { status, body } = await mend(`${longest}/resolve?${because}`);
  expect([status, body]).toMatchObject([200, { status: 'resolved-by-hand' }]);
});
