import { registry } from './registrations.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { inMemoryEventStore, type InMemoryEventStore } from '../../../adapters/memory/index.ts';
import { UnreadableCommit } from '../../../application/streams/event-codec.ts';
import {
  CommitTooLarge,
  StoreUnavailable,
  UnusableStreamId,
  type EventStore,
} from '../../../application/streams/event-store.ts';
import { run } from '../../../application/system/run.ts';
import { commandRoutes } from '../../../adapters/azure-functions/index.ts';
import { declareModule, system as declare } from '../../../domain/modelling/system.ts';
import { sheet } from '../../support/ledger/index.ts';
import { account } from '../../support/account.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';
import { asBob } from '../../support/as-bob.ts';
import { as, trusted, clerksOnly } from './trusted-callers.ts';
import { call, type Answered, type Call } from './calls.ts';
import { now, sheetRoutes, opening } from './sheet-routes.ts';

let store: InMemoryEventStore;
let routes: ReturnType<typeof sheetRoutes>;

beforeEach(() => {
  store = inMemoryEventStore();
  routes = sheetRoutes(store);
});

const open = (more: Call = {}): Promise<Answered> =>
  call(routes.OpenSheet, { params: { id: '1' }, body: opening, ...more });
const changeTo = (amount: number, headers: Readonly<Record<string, string>> = {}): Promise<Answered> =>
  call(routes.ChangeRow, { params: { id: '1' }, body: { key: 'rent', amount }, headers });

describe('an accepted command', () => {
  it('answers 201 with the version as ETag when it began the stream', async () => {
    expect(await open()).toMatchObject({
      status: 201,
      headers: { etag: '"1"', location: '/api/sheets/1' },
      body: { streamId: 'sheet-1', version: 1, events: [{ type: 'SheetOpened', version: 1 }] },
    });
  });

  it('answers 200 when the stream existed', async () => {
    await open();
    expect(await changeTo(6)).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { version: 2 } });
  });

  it('answers 200 without events when there was nothing to do', async () => {
    await open();
    expect(await changeTo(5)).toMatchObject({
      status: 200,
      headers: { etag: '"1"' },
      body: { version: 1, events: [] },
    });
  });

  it('needs no body when the command carries nothing', async () => {
    await open();
    expect(await call(routes.CloseSheet, { params: { id: '1' } })).toMatchObject({
      status: 200,
      body: { version: 2 },
    });
  });
});

describe('a repeated Idempotency-Key', () => {
  it('gets the first answer again, and the command is carried out once', async () => {
    const first = await open({ headers: { 'idempotency-key': 'open-once' } });
    const again = await open({ headers: { 'idempotency-key': 'open-once' } });
    expect([again.status, again.headers.etag, again.body]).toEqual([first.status, first.headers.etag, first.body]);
    expect(store.feed()).toHaveLength(1);
  });

  it('gets the first answer again after later commands', async () => {
    await open();
    const first = await changeTo(6, { 'idempotency-key': 'six' });
    await changeTo(7);
    expect(await changeTo(6, { 'idempotency-key': 'six' })).toMatchObject({ status: 200, body: first.body });
    expect(store.feed()).toHaveLength(3);
  });
});

it('an Idempotency-Key of another request is 422, and nothing is changed', async () => {
  await open();
  await changeTo(6, { 'idempotency-key': 'six' });
  expect(await changeTo(7, { 'idempotency-key': 'six' })).toMatchObject({
    status: 422,
    body: { type: 'urn:annal:problem:idempotency-key-reused' },
  });
  expect(store.feed()).toHaveLength(2);
});

describe('If-Match', () => {
  it('accepts the command at the version that the caller has seen', async () => {
    await open();
    expect(await changeTo(6, { 'if-match': '"1"' })).toMatchObject({ status: 200 });
  });

  it('answers 412 with the current version when another writer was first', async () => {
    await open();
    await changeTo(6);
    expect(await changeTo(7, { 'if-match': '"1"' })).toMatchObject({
      status: 412,
      body: { type: 'urn:annal:problem:stale-version', currentVersion: 2 },
    });
    expect(store.feed()).toHaveLength(2);
  });

  it('accepts any version with *, if the entity exists', async () => {
    expect(await changeTo(6, { 'if-match': '*' })).toMatchObject({
      status: 412,
      body: { currentVersion: 0, detail: 'It does not exist.' },
    });
    await open();
    expect(await changeTo(6, { 'if-match': '*' })).toMatchObject({ status: 200 });
  });

  it('accepts "0" only when the command begins the stream', async () => {
    expect(await open({ headers: { 'if-match': '"0"' } })).toMatchObject({ status: 201 });
    expect(await open({ headers: { 'if-match': '"0"' } })).toMatchObject({ status: 412 });
  });
});

describe('a rejection', () => {
  it('is 404 when there is no such entity', async () => {
    expect(await changeTo(6)).toMatchObject({ status: 404, body: { type: 'urn:annal:problem:sheet-not-opened' } });
  });

  it('is 422 with the fields of the rejection', async () => {
    await open();
    expect(
      await call(routes.RemoveRow, {
        url: '/api/sheets/1/remove-row',
        params: { id: '1' },
        body: { key: 'milk' },
      }),
    ).toMatchObject({
      status: 422,
      headers: { 'content-type': 'application/problem+json' },
      body: {
        type: 'urn:annal:problem:row-not-found',
        title: 'The business says no',
        status: 422,
        instance: '/api/sheets/1/remove-row',
        key: 'milk',
      },
    });
  });

  it('is named in words, one-letter words included', async () => {
    await open();
    expect(await call(routes.RemoveRow, { params: { id: '1' }, body: { key: 'rent' } })).toMatchObject({
      status: 422,
      body: { type: 'urn:annal:problem:sheet-needs-a-row' },
    });
  });
});

describe('a failure', () => {
  const over = (broken: Partial<EventStore>) => sheetRoutes({ ...store, ...broken }).OpenSheet;
  const failing = (error: Error) => over({ append: () => Promise.reject(error) });
  const sent = { params: { id: '1' }, body: opening };

  it('is 503 with Retry-After when there were too many concurrent writers', async () => {
    expect(
      await call(over({ append: () => Promise.resolve({ outcome: 'conflict', next: undefined }) }), sent),
    ).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
    });
  });

  it('is 503 with Retry-After while the store cannot be reached', async () => {
    const unavailable = new StoreUnavailable('no connection to 10.0.0.4', { retryAfterSeconds: 2.5 });
    const answer = await call(failing(unavailable), sent);
    expect(answer).toMatchObject({
      status: 503,
      headers: { 'retry-after': '3' },
      errors: [expect.anything(), unavailable],
    });
    expect(JSON.stringify(answer.body)).not.toContain('10.0.0.4');
  });

  it('is 413 when a command causes more events than a commit can hold', async () => {
    expect(await call(failing(new CommitTooLarge('2,100,000 bytes')), sent)).toMatchObject({ status: 413, errors: [] });
  });

  it('is 400 when the id cannot be used', async () => {
    const body = { type: 'urn:annal:problem:unusable-id', detail: '"sheet-/" is no name for a stream.' };
    const refused = failing(new UnusableStreamId('"sheet-/" is no name for a stream.'));
    expect(await call(refused, sent)).toMatchObject({ status: 400, body, errors: [] });
  });

  it('is 500 that names the stream when its history is damaged', async () => {
    await open();
    await changeTo(6);
    const [, second] = await store.read('sheet-1');
    const withHole = () => Promise.resolve(second === undefined ? [] : [second]);
    const gap = over({ read: () => Promise.resolve([]), readNewest: withHole });
    expect(await call(gap, sent)).toMatchObject({
      status: 500,
      body: { type: 'urn:annal:problem:damaged-stream', detail: expect.stringContaining('sheet-1') },
    });
  });

  it('is 500 that names the stream when its history cannot be read', async () => {
    const readNewest = () => Promise.reject(new UnreadableCommit('OrderSold at version 3 of sheet-1'));
    const { CloseSheet } = sheetRoutes({ ...store, readNewest });
    expect(await call(CloseSheet, { params: { id: '1' } })).toMatchObject({
      status: 500,
      body: { type: 'urn:annal:problem:unreadable-commit', detail: 'OrderSold at version 3 of sheet-1' },
    });
  });

  it('is 500 without internal details, and logs the whole error under the correlation id', async () => {
    const bug = new TypeError('password=hunter2 is not a function');
    const answer = await call(failing(bug), { ...sent, headers: { 'x-correlation-id': 'call-7' } });
    expect(answer).toMatchObject({
      status: 500,
      body: { type: 'urn:annal:problem:internal-error', correlationId: 'call-7' },
      errors: [expect.stringContaining('call-7'), bug],
    });
    expect(JSON.stringify(answer.body)).not.toContain('hunter2');
  });
});

it('registers one POST function for each command, under its name', () => {
  const functions = registry.functions.slice(-Object.keys(sheet.commands).length);
  expect(functions.map(({ metadata }) => metadata.name).sort()).toEqual(Object.keys(sheet.commands).sort());
  for (const { metadata } of functions)
    expect(Object.values(metadata.bindings)[0]).toMatchObject({
      type: 'httpTrigger',
      methods: ['POST'],
      route: expect.stringMatching(/^sheets\/\{id\}\/[a-z-]+$/),
    });
});

it('leaves a command without a route to processes and consumers: no function, and a handler all the same', async () => {
  const system = run(declare(declareModule({ aggregate: account })), memoryCapabilities(() => now).capabilities);
  const handlers = commandRoutes(
    { ...trusted, system, clock: () => now },
    {
      aggregate: account,
      plural: 'accounts',
      routes: { Withdraw: { path: 'withdraw', roles: clerksOnly } },
      problems: { InsufficientFunds: { status: 422, title: 'There is too little on it' } },
    },
  );
  expect(Object.keys(handlers)).toEqual(['Withdraw']);
  expect(registry.functions.map(({ metadata }) => metadata.name)).not.toContain('Deposit');

  const deposit = { type: 'Deposit', data: { amount: 5 }, at: now } as const;
  await system.handlerOf(account)({ entityId: '1', command: deposit, reach: 'all', provenance: asBob('deposit') });
  const headers = as('bob', 'clerk');
  expect(await call(handlers.Withdraw, { params: { id: '1' }, body: { amount: 5 }, headers })).toMatchObject({
    status: 200,
    body: { version: 2 },
  });
});
