import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Changes } from '../end-to-end/changed-bundle.ts';
import { eventually, request } from '../end-to-end/client.ts';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';

// The waits of the shop are hours. These releases have shorter ones, and the timer is started by hand until what is over has come of them:
// nothing here goes by how long anything takes.

/** A release whose orders wait so long for money. */
const waiting = (payment: string, nextTry: string): Changes => ({
  'domain/fulfilment/waits.ts': (text) => text.replace("'PT24H'", `'${payment}'`).replace("'PT1H'", `'${nextTry}'`),
});

const currency = 'EUR';
const line = { sku: 'tea', name: 'Earl Grey', unitPrice: 450, quantity: 2, productId: 'earl-grey' };

let system: RunningSystem;
let clerk: Readonly<Record<string, string>>;

const ask = async (path: string) => (await request(`${system.url()}/api/${path}`, { headers: clerk })).body;
const done = async (path: string, body: unknown): Promise<void> => {
  const answer = await request(`${system.url()}/api/${path}`, { body, headers: clerk });
  expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
};
const typesOf = async (entity: string): Promise<readonly string[]> =>
  ((await ask(`${entity}/history?limit=100`)) as { entries: { type: string }[] }).entries.map(({ type }) => type);
const fire = () => request(`${system.url()}/admin/functions/FireDeadlines`, { body: {}, once: true });

const run = async (changes: Changes): Promise<void> => {
  await system.release(changes);
  await system.killAndRestart();
};

const order = async (id: string): Promise<void> => {
  await done(`orders/${id}/place`, { customerId: 'bob', currency, lines: [line] });
  await done(`orders/${id}/confirm`, { accountId: 'bobs' });
};

/** Fires what is due until the order has come so far; gives its history. */
const firedUntil = (id: string, type: string): Promise<readonly string[]> =>
  eventually(
    async () => {
      await fire();
      return typesOf(`orders/${id}`);
    },
    (types) => types.includes(type),
  );

beforeAll(async () => {
  system = await startSystem();
  clerk = await system.as('carol', 'clerk');
  await done('products/earl-grey/add', { name: 'Earl Grey', category: 'Tea', currency, unitPrice: 450 });
  await done('products/earl-grey/receive-stock', { quantity: 2 });
  await done('accounts/bobs/open', { customerId: 'bob', currency });
});
afterAll(() => system.stop());

it('fulfils an order by itself once the money is there that its account has lacked', async () => {
  await run(waiting('PT24H', 'PT1S'));
  await order('1');
  await eventually(
    () => typesOf('products/earl-grey'),
    (types) => types.includes('StockReserved'),
  );
  await done('accounts/bobs/deposit', { reference: 'wages', currency, amount: 900 });
  expect(await firedUntil('1', 'OrderShipped')).toEqual(['OrderPlaced', 'OrderConfirmed', 'OrderPaid', 'OrderShipped']);
  expect((await typesOf('accounts/bobs')).filter((type) => type === 'AccountCharged')).toHaveLength(1);
});

it('cancels an order whose account lacks money for its whole time, and frees its stock', async () => {
  await run(waiting('PT1S', 'PT1S'));
  await done('products/earl-grey/receive-stock', { quantity: 2 });
  await order('2');
  await firedUntil('2', 'OrderCancelled');
  const { entries } = (await ask('orders/2/history?limit=100')) as { entries: { data: unknown; actor: string }[] };
  expect(entries.at(-1)).toMatchObject({
    data: { reason: 'There was not enough money on the account for 24 hours.' },
    actor: 'process:fulfilment',
  });
  await eventually(
    () => ask('products/earl-grey'),
    (stock) => (stock as { reserved: number }).reserved === 0,
  );
  expect(await ask('products/earl-grey')).toMatchObject({ available: 2 });
});
