import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, request } from '../end-to-end/client.ts';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';

type Headers = Readonly<Record<string, string>>;

interface Waiting {
  readonly processId: string;
  readonly waits: readonly { readonly number: number; readonly wait: string; readonly dueAt: string }[];
}

const currency = 'EUR';
const line = { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 2, productId: 'earl-grey' };
const longAgo = '2026-01-01T00:00:00.000Z';

let system: RunningSystem;
let bob: Headers;
let clerk: Headers;
let operator: Headers;

const ask = async (path: string, headers = clerk) =>
  (await request(`${system.url()}/api/${path}`, { headers })).body as Readonly<Record<string, unknown>>;
const done = async (path: string, body: unknown, headers = clerk): Promise<void> => {
  const answer = await request(`${system.url()}/api/${path}`, { body, headers });
  expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
};

const waitsOf = async (id: string): Promise<Waiting['waits']> => {
  const { items } = await ask('processes?name=fulfilment&status=running&limit=100', operator);
  return (items as readonly Waiting[]).find(({ processId }) => processId === id)?.waits ?? [];
};

const order = async (id: string): Promise<Waiting['waits']> => {
  await done(`orders/${id}/place`, { customerId: 'bob', currency, lines: [line] });
  await done(`orders/${id}/confirm`, { accountId: 'bobs' });
  return eventually(
    () => waitsOf(id),
    (waits) => waits.length > 0,
  );
};

/** An operator gives a wait another deadline, which gives its number. */
const extend = async (id: string, waits: Waiting['waits'], name: string, dueAt: string): Promise<number> => {
  const { number } = waits.find(({ wait }) => wait === name) ?? expect.fail(`${id} does not wait for ${name}.`);
  const query = `number=${number}&dueAt=${dueAt}&reason=The+customer+asked+for+it`;
  const path = `${system.url()}/api/ops/processes/fulfilment/${id}/extend?${query}`;
  expect(await request(path, { method: 'POST', headers: operator })).toMatchObject({ status: 200 });
  return number;
};

/** Starts another host, on which one of the functions does not run that tell processes of deadlines. */
const restartWithout = async (name: 'FireDeadlines' | 'TakeDeadlineHints'): Promise<void> => {
  await system.kill();
  await system.start({ [`AzureWebJobs_${name}_Disabled`]: 'true' });
};

const comesTo = (id: string, status: string) =>
  eventually(
    () => ask(`orders/${id}`, bob),
    (shown) => shown['status'] === status,
  );

beforeAll(async () => {
  system = await startSystem();
  [bob, clerk, operator] = await Promise.all([
    system.as('bob', 'customer'),
    system.as('carol', 'clerk'),
    system.as('olga', 'operator'),
  ]);
  await done('products/earl-grey/add', { name: 'Earl Grey', category: 'Tea', currency, unitPrice: 450 });
  await done('products/earl-grey/receive-stock', { quantity: 2 });
  await done('accounts/bobs/open', { customerId: 'bob', currency });
});
afterAll(() => system.stop());

describe('An order whose account lacks money', () => {
  it('is seen to wait, and is cancelled by the sweep once its time is over: its stock is free again', async () => {
    await restartWithout('TakeDeadlineHints');
    const waits = await order('1');
    expect(waits.map(({ wait }) => wait)).toEqual(['payment', 'nextTry']);
    expect(await ask('orders/1', bob)).toMatchObject({ status: 'confirmed' });
    const number = await extend('1', waits, 'payment', longAgo);
    await eventually(
      () => waitsOf('1'),
      (shown) => shown.some((each) => each.number === number && each.dueAt === longAgo),
    );
    await system.startTimer('FireDeadlines');
    await comesTo('1', 'cancelled');
    const { entries } = (await ask('orders/1/history?limit=100')) as { entries: { data: unknown; actor: string }[] };
    expect(entries.at(-1)).toMatchObject({
      data: { reason: 'There was not enough money on the account for 24 hours.' },
      actor: 'process:fulfilment',
    });
    await eventually(
      () => ask('products/earl-grey'),
      ({ available, reserved }) => available === 2 && reserved === 0,
    );
  });

  it('is shipped by itself once the money is there, and charged once: a hint says when to try, as no sweep does here', async () => {
    await restartWithout('FireDeadlines');
    const waits = await order('2');
    await done('accounts/bobs/deposit', { reference: 'wages', currency, amount: 1_000 });
    await extend('2', waits, 'nextTry', new Date(Date.now() + 1_000).toISOString());
    await comesTo('2', 'shipped');
    await eventually(
      () => ask('accounts/bobs'),
      ({ balance }) => balance === 100,
    );
  });
});
