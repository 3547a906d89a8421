import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, request, type Answer } from '../end-to-end/client.ts';
import { startSystem, type Form, type RunningSystem } from '../end-to-end/running-system.ts';

const forms: readonly Form[] = ['the sources', 'the bundle', 'the bundle in a Node worker'];
const systems: RunningSystem[] = [];

beforeAll(async () => {
  // One after the other: a process can make one bundle at a time.
  for (const form of forms) systems.push(await startSystem(form));
});
afterAll(() => Promise.all(systems.map((system) => system.stop())));

const tea = { sku: 'tea', name: 'Tea', unitPrice: 450, quantity: 5, discountPercent: 10 };
const order = { customerId: 'bob', currency: 'EUR', lines: [tea] };

/** One story: the order of the calls matters. A view is asked for with the version that it must have reached. */
const story: readonly { ask: string; body?: unknown; headers?: Record<string, string> }[] = [
  { ask: 'health' },
  { ask: 'orders/one/place', body: order, headers: { 'idempotency-key': 'place-1' } },
  { ask: 'orders/one/place', body: order, headers: { 'idempotency-key': 'place-1' } },
  { ask: 'orders/one/place', body: order },
  { ask: 'orders/two/place', body: { ...order, lines: [] } },
  { ask: 'orders/two/place', body: '{"customerId":', headers: {} },
  { ask: 'orders/one/change-quantity', body: { sku: 'tea', quantity: 6 }, headers: { 'if-match': '"1"' } },
  { ask: 'orders/one/change-quantity', body: { sku: 'tea', quantity: 7 }, headers: { 'if-match': '"1"' } },
  { ask: 'orders/one/ship', body: {} },
  { ask: 'orders/one?minVersion=2' },
  { ask: 'orders/one/history' },
  { ask: 'orders/one/as-of?version=1' },
  { ask: 'orders/none' },
  { ask: 'orders?customerId=bob' },
  { ask: 'nothing/here' },
  { ask: 'ops/parked' },
  { ask: 'ops/parked', headers: { authorization: 'Bearer of nothing' } },
];

it('gives the same answers from the sources, from the bundle and in a Node worker, and sends the same mails', async () => {
  const [sources = [], ...others] = await Promise.all(systems.map(told));
  for (const answers of others) expect(answers).toEqual(sources);
  const statuses = [200, 201, 201, 200, 400, 400, 200, 412, 422, 200, 200, 200, 404, 200, 404, 200, 401];
  expect(sources.slice(0, -1).map(({ status }) => status)).toEqual(statuses);
});

const correlated = { 'x-correlation-id': 'the-story' };

/** The answers to the whole story, with the mails as the last of them. */
const told = async (system: RunningSystem) => {
  const olga = { ...correlated, ...(await system.as('olga', 'clerk', 'operator', 'auditor')) };
  const answers: Comparable[] = [];
  for (const { ask, body, headers = {} } of story) {
    answers.push(comparable(await request(`${system.url()}/api/${ask}`, { body, headers: { ...olga, ...headers } })));
  }
  const mails = await eventually(
    () => request(`${system.url()}/api/orders/one/mails`, { headers: olga }),
    ({ body }) => (body as { items?: unknown[] }).items?.length === 2,
  );
  return [...answers, comparable(mails)];
};

interface Comparable {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** What two runs must have in common: all but times, generated ids and the connection. */
const comparable = ({ status, headers, body }: Answer): Comparable => {
  const own = ['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding', 'annal-view-age'];
  const kept = [...headers].filter(([name]) => !own.includes(name));
  const text = JSON.stringify(body ?? null)
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'a-time')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'an-id');
  return { status, headers: Object.fromEntries(kept), text };
};
