import { CosmosClient } from '@azure/cosmos';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import cosmosTopology from '../../infra/cosmos.json' with { type: 'json' };
import { beginWaiting, quarantined } from '../../application/consumers/waiting-stream.ts';
import { operationsIn, type OpenApi } from '../support/openapi.ts';
import { eventually, request } from './client.ts';
import { driverOf } from './drive-operation.ts';
import { send } from './raw-request.ts';
import { fileAt, linksIn } from './page-links.ts';
import { givingBack, revoking, storeStuckTransfer, waiting } from './stuck-transfer.ts';
import { startSystem, type RunningSystem } from './running-system.ts';

let system: RunningSystem;
let document: OpenApi;
let everybody: Readonly<Record<string, string>>;

beforeAll(async () => {
  // The form that is deployed: what a build leaves out is missed here.
  system = await startSystem();
  everybody = await system.as('olga', 'customer', 'clerk', 'operator', 'auditor');
  document = (await request(`${system.url()}/api/openapi.json`)).body as OpenApi;
});
afterAll(() => system.stop());

/** The same numbers in each run, from 0 to 1. */
const seeded = (seed: number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** An order of steps in which the life of an order, a customer and an account can be lived. A command that is not named comes right before the queries. */
const lived = [
  'Place',
  'Register',
  'Open',
  'Deposit',
  'Transfer',
  'Charge',
  'Refund',
  'Withdraw',
  'AddProduct',
  'AddCartItem',
  'Rename',
  'Receive',
  'Reserve',
  'Release',
  'Change',
  'Remove',
  'CheckOut',
  'Confirm',
  'Pay',
  'Ship',
  'Deliver',
  'Cancel',
  'Get',
  'List',
  'Replay',
  'Extend',
  'Retry',
  'Skip',
  'Resolve',
  'Discontinue',
  'Erase',
];
const positionOf = (name: string) => {
  const position = lived.findIndex((step) => name.startsWith(step));
  return position < 0 ? lived.indexOf('Get') - 0.5 : position;
};

/** Has a consumer wait for an operator, on a message that it can never take. */
const quarantine = async (streamId: string, messageId: string): Promise<void> => {
  const message = { id: messageId, position: 0, since: '2026-05-04T10:00:00.000Z', body: {} };
  const wait = quarantined(beginWaiting(streamId, message), 'It is no message.');
  const container = new CosmosClient(system.cosmos.connectionString)
    .database(`${cosmosTopology.database}-email`)
    .container('waiting');
  await container.items.upsert({ id: streamId, consumer: 'email', ...wait });
};

/** Has the publisher wait for an operator, at the first version of a stream. */
const park = async (streamId: string): Promise<void> => {
  const container = new CosmosClient(system.cosmos.connectionString)
    .database(cosmosTopology.database)
    .container('parked');
  const parked = { subscriber: 'publishing', streamId, version: 1, parkedAt: '2026-05-04T10:00:00.000Z' };
  await container.items.upsert({ id: streamId, ...parked, reason: 'It cannot be sent.', document: {} });
};

/** Has a view been switched once, so that there is a way back. */
const switchOnce = async (name: string): Promise<void> => {
  const container = new CosmosClient(system.cosmos.connectionString)
    .database(cosmosTopology.database)
    .container('views');
  const switched = { switchedAt: '2026-05-04T10:00:00.000Z', switchedBy: 'olga', reason: 'It is built.' };
  await container.items.upsert({ id: 'registry', name, live: 1, previous: 1, ...switched });
};

/** Has the first invoice and the first credit note of this year issued. */
const billOnce = async (): Promise<void> => {
  const line = { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 5 };
  const place = { customerId: 'olga', currency: 'EUR', lines: [line] };
  for (const [step, body] of Object.entries({ place, confirm: {}, pay: {}, cancel: { reason: 'It rains' } }))
    await request(`${system.url()}/api/orders/billed/${step}`, { body, headers: everybody });
  await eventually(
    () => request(`${system.url()}/api/billing/credit-notes/${thisYear}/1`, { headers: everybody }),
    ({ status }) => status === 200,
  );
};

const thisYear = String(new Date().getUTCFullYear());

/** The parameters that an operation gets in one life; chance fills in the others. */
const parametersFor = ({ name, path, operation }: ReturnType<typeof operationsIn>[number], id: string) => {
  const ids = (operation.parameters ?? []).filter((each) => each.in === 'path');
  return {
    ...Object.fromEntries(ids.map((each): [string, string] => [each.name, id])),
    ...{ customerId: id, streamId: `order-${id}`, subscriber: 'orders', version: '1' },
    ...{ consumer: 'email', messageId: 'never', name: 'orders', change: 'resume' },
    ...(name === 'GetCorrelation' && { id: 'case' }), // of the stuck transfer
    ...(name === 'GetContract' && { type: 'shop.order-paid.v1' }),
    ...(name === 'RedeliverToConsumer' && { stream: `order-${id}`, from: '1' }),
    ...(name === 'SkipParked' && { subscriber: 'publishing' }),
    ...(path.startsWith('/billing/') && { year: thisYear, number: '1' }),
    ...(path.includes('/processes/') && { name: 'transfer', number: String(numbers[name] ?? 1) }),
  };
};

/** What is said to a stuck process of which of its asks and waits. */
const numbers: Readonly<Record<string, number>> = { RetryAsk: revoking, SkipAsk: givingBack, ExtendDeadline: waiting };

/** The share of optional parameters: none in every fourth life, which so is lived to its end, whatever chance does in the others. */
const optionalIn = (life: number): number => (life % 4 === 0 ? 0 : 0.15);

/**
 * What has shipped is neither released nor cancelled: nothing ships in one life, and everything does in the next. A cart is checked out
 * in one and emptied in the next.
 */
const leftOutOf = (life: number): readonly string[] =>
  life % 2 === 0 ? ['ReleaseStock', 'RemoveCartItem'] : ['ShipStock', 'ShipOrder', 'DeliverOrder'];

/** Agrees to what is in a cart, at the price that the catalogue has. */
const agreed = async (id: string): Promise<unknown> => {
  const read = async (path: string) => (await request(`${system.url()}/api/${path}`, { headers: everybody })).body;
  const cart = (await read(`carts/${id}`)) as { readonly items?: readonly { readonly quantity: number }[] };
  const { unitPrice = 1 } = (await read(`products/${id}`)) as { readonly unitPrice?: number };
  return { items: [{ productId: id, quantity: cart.items?.[0]?.quantity ?? 1, unitPrice }] };
};

/** What comes in is enough for what chance takes out. */
const plenty: Readonly<Record<string, object>> = { DepositToAccount: { amount: 100 }, ReceiveStock: { quantity: 100 } };

/** What chance would not ask of a cart: a product that there is, for a customer that there is, at the price that it has. */
const bodyFor = async (name: string, body: unknown, id: string, customerId: string): Promise<unknown> => {
  if (name === 'CheckOutCart') return agreed(id);
  const ofChance = body as Readonly<Record<string, unknown>>;
  if (name in plenty) return { ...ofChance, ...plenty[name] };
  if (!name.includes('CartItem')) return body;
  return { ...ofChance, productId: id, ...('customerId' in ofChance && { customerId }) };
};

/** The third life meets what the first has left. */
const entityIn = (life: number): string => `life-${life === 3 ? 1 : life}`;

/** So many lives do all that can be done, unless something cannot be done at all. */
const livesAtMost = 40;

describe('Every operation that is described', () => {
  it('answers as it is described, whatever the description lets one ask', async () => {
    const { request: make, faults } = driverOf(document, seeded(6));
    const operations = operationsIn(document).toSorted((one, other) => positionOf(one.name) - positionOf(other.name));
    const seen = new Map<string, Set<number>>(operations.map(({ name }) => [name, new Set()]));
    const wrong: string[] = [];
    const isDone = (name: string) => [200, 201].some((status) => seen.get(name)?.has(status));
    const neverDone = () => [...seen.keys()].filter((name) => !isDone(name));
    // Three lives ask for everything; the others live on for what none of them could do, and leave out what leads to nothing more.
    const isAsked = (life: number, { name, method, path }: (typeof operations)[number]) =>
      !leftOutOf(life).includes(name) && !(life > 3 && isDone(name) && (method === 'GET' || path.startsWith('/ops/')));
    await switchOnce('orders');
    await billOnce();
    // All ask for the same email, so nobody else can register until the customer of it is erased.
    let customer = 'life-1';
    // Chance decides what is asked: as many lives as it takes until every operation has been done, and one that exists.
    for (let life = 1; life <= 3 || (life <= livesAtMost && neverDone().length > 0); life += 1) {
      await quarantine(`order-life-${life}`, 'never');
      await park(`order-life-${life}`);
      await storeStuckTransfer(system.cosmos.connectionString, `life-${life}`);
      for (const described of operations) {
        if (!isAsked(life, described)) continue;
        const id = described.path.startsWith('/customers/') ? customer : entityIn(life);
        const { url, headers, ...sent } = make(described, parametersFor(described, id), optionalIn(life));
        const body = await bodyFor(described.name, sent.body, id, customer);
        const asked = { ...sent, body, headers: { ...headers, ...everybody } };
        const answer = await request(`${system.url()}${url}`, asked);
        seen.get(described.name)?.add(answer.status);
        if (described.name === 'EraseCustomer' && answer.status === 200) customer = `life-${life + 1}`;
        wrong.push(...faults(described.operation, answer).map((fault) => `${described.name}: ${fault}`));
      }
    }
    expect(wrong).toEqual([]);
    expect(neverDone()).toEqual([]);
  });

  it('asks for a token where it says so, and for nothing where it says that', async () => {
    const { request: make, faults } = driverOf(document, seeded(7));
    for (const described of operationsIn(document)) {
      const { url, ...sent } = make(described, {});
      const answer = await request(`${system.url()}${url}`, sent);
      expect([described.name, answer.status]).toEqual([
        described.name,
        described.operation.security === undefined ? 401 : 200,
      ]);
      expect(faults(described.operation, answer)).toEqual([]);
    }
  });

  it('refuses what the description does not allow, as it is described', async () => {
    const { request: make, faults } = driverOf(document, seeded(8));
    for (const described of operationsIn(document)) {
      if (described.operation.security !== undefined) continue;
      const { url, ...sent } = make(described, {});
      const nonsense = described.operation.requestBody === undefined ? {} : { body: { nonsense: true } };
      const answer = await request(`${system.url()}${url}&nonsense=1`, { ...sent, ...nonsense, headers: everybody });
      expect([described.name, answer.status]).toEqual([described.name, 400]);
      expect(faults(described.operation, answer)).toEqual([]);
    }
  });
});

describe('A request that no description allows', () => {
  const place = (headers: Readonly<Record<string, string | string[]>>, body: string) =>
    send(`${system.url()}/api/orders/hostile/place`, { 'content-type': 'application/json', ...headers }, body);
  const problem = (status: number, name: string) => ({
    status,
    type: 'application/problem+json',
    body: { type: `urn:annal:problem:${name}`, correlationId: expect.any(String) },
  });

  it.each([50, 51, 5_000, 100_000])('is a problem, and no failure, when it is nested %i deep', async (depth) => {
    const body = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    const name = depth > 50 ? 'malformed-json' : 'malformed-request';
    expect(await place(everybody, body)).toMatchObject(problem(400, name));
    expect(await place({}, body)).toMatchObject(problem(401, 'not-authenticated'));
  });

  it.each(['idempotency-key', 'x-correlation-id', 'if-match'])('is a problem when it has two %s', async (header) => {
    const answer = await place({ ...everybody, [header]: ['"1"', '"2"'] }, '{}');
    expect(answer).toMatchObject(problem(400, 'malformed-request'));
    expect(JSON.stringify(answer.body).toLowerCase()).toContain(`"path":"${header}"`);
  });

  it('is a problem when its Host header is invalid', async () => {
    const answer = await place({ ...everybody, host: 'a b' }, '{}');
    expect(answer).toMatchObject({ status: 400, type: 'application/problem+json', body: { status: 400 } });
  });
});

describe('The page to try them', () => {
  it.each(['/api/docs', '/api/docs/'])('has every file that it asks for, opened as %s', async (path) => {
    const page = await fileAt(new URL(path, system.url()));
    expect(page).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
    const files = await Promise.all(linksIn(page).map(fileAt));
    expect(files.map(({ url, status, type }) => [url.pathname, status, type])).toEqual([
      ['/api/docs/swagger-ui.css', 200, 'text/css; charset=utf-8'],
      ['/api/docs/page.css', 200, 'text/css; charset=utf-8'],
      ['/api/docs/swagger-ui-bundle.js', 200, 'text/javascript; charset=utf-8'],
      ['/api/docs/start.js', 200, 'text/javascript; charset=utf-8'],
    ]);
    expect(files[2]?.text).toContain('SwaggerUIBundle');
    const [, shown = ''] = /url: '([^']+)'/.exec(files[3]?.text ?? '') ?? [];
    expect(await fileAt(new URL(shown, page.url))).toMatchObject({ status: 200, type: 'application/json' });
  });
});
