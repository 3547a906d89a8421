import type { Fault } from '@annal/local-cosmos';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, request } from '../end-to-end/client.ts';
import { pooledClient, type FirstAnswer } from '../end-to-end/pooled-client.ts';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';

type Headers = Readonly<Record<string, string>>;

let system: RunningSystem;
let offices: readonly string[];
let clerk: Headers;

beforeAll(async () => {
  system = await startSystem();
  offices = [system.url(), (await system.startBeside()).url];
  clerk = await system.as('carol', 'clerk');
});
afterAll(async () => {
  client.close();
  await system.stop();
});

const callers = Array.from({ length: 1_000 }, (_, index) => `caller-${index}`);

/** Every process has this many callers at the same moment. */
const client = pooledClient(64);

const urlOf = (office: string, concert: string, command: string) => `${office}/api/products/${concert}/${command}`;

/** Prepares the sale, and tries again what a busy machine has kept from being done. */
const prepare = async (office: string, concert: string, command: string, body: object) => {
  const { status } = await request(urlOf(office, concert, command), { body, headers: clerk });
  expect([command, status]).toEqual([command, command === 'add' ? 201 : 200]);
};

/** One caller asks under a key of its own, and under the same one again when a busy machine has answered 503. */
const reserve = (office: string, concert: string, holder: string) => {
  const headers = { ...clerk, 'idempotency-key': holder };
  const asked = { holder, quantity: 1 };
  return eventually(
    () => client.post(urlOf(office, concert, 'reserve-stock'), headers, asked),
    ({ status }) => status !== 503,
  );
};

/** Counts the writes of commits from now on: creates, and transactions of them. */
const countAppends = (): (() => number) => {
  let appends = 0;
  const match: Fault['match'] = ({ method, path, headers }) => {
    const isWrite = method === 'POST' && headers['content-type'] !== 'application/query+json';
    if (isWrite && path.endsWith('/colls/events/docs')) appends += 1;
    return false; // it sees every request, and hits none
  };
  system.cosmos.faults.clear();
  system.cosmos.faults.next({ when: 'before-commit', answer: 503, match });
  return () => appends;
};

/** How often each answer was given: its status, and its reason where it has one. */
const tally = (answers: readonly FirstAnswer[]): Readonly<Record<string, number>> => {
  const counts = new Map<string, number>();
  for (const { status, body } of answers) {
    const { type } = body as { readonly type?: string };
    const name = type === undefined ? `${status}` : `${status} ${type.split(':').at(-1) ?? ''}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
};

describe('The last 100 seats, which 1,000 callers want, 64 at a time in each process', () => {
  it.each([1, 2])('go to 100 of them, and the others hear that they are sold out, from %i processes', async (count) => {
    const concert = `concert-${count}`;
    const [first = '', ...others] = offices.slice(0, count);
    const officeOf = (index: number) => offices[index % count] ?? first;
    await prepare(first, concert, 'add', { name: 'A seat', category: 'Concerts', currency: 'EUR', unitPrice: 4_500 });
    for (const office of [...others, first]) await prepare(office, concert, 'receive-stock', { quantity: 100 / count });

    const appends = countAppends();
    const answers = await Promise.all(callers.map((holder, index) => reserve(officeOf(index), concert, holder)));
    expect(tally(answers)).toEqual({ '200': 100, '422 sold-out': 900 });
    expect(appends()).toBeLessThanOrEqual(100 * count);

    const winner = answers.findIndex(({ status }) => status === 200);
    const again = await reserve(officeOf(winner + 1), concert, callers[winner] ?? '');
    expect(again).toEqual(answers[winner]);
    const view = await request(`${first}/api/products/${concert}?minVersion=${101 + count}`, { headers: clerk });
    expect(view).toMatchObject({ status: 200, body: { available: 0, reserved: 100 } });
  });
});
