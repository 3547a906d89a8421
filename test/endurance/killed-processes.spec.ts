import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../end-to-end/client.ts';
import { startSystem, type RunningSystem } from '../end-to-end/running-system.ts';
import { clerkOf } from './clerk.ts';

const orders = 8;
const sponges = 5;
const price = 1_000;
const currency = 'EUR';

let system: RunningSystem;
let clerk: Awaited<ReturnType<typeof clerkOf>>;

beforeAll(async () => {
  system = await startSystem();
  clerk = await clerkOf(system);
});
afterAll(() => system.stop());

const countOf = (events: readonly string[], type: string) => events.filter((each) => each === type).length;

it('Orders and transfers end with everything or nothing, and nothing twice, although the host is killed again and again', async () => {
  await clerk.send('products/sponge/add', { name: 'Sponge', category: 'Food', currency, unitPrice: price });
  await clerk.send('products/sponge/receive-stock', { quantity: sponges });
  await clerk.send('accounts/bobs/open', { customerId: 'bob', currency });
  await clerk.send('accounts/eves/open', { customerId: 'eve', currency });
  await clerk.send('accounts/bobs/deposit', { reference: 'wages', currency, amount: 100 * price });

  const line = { sku: 'cake', name: 'Sponge', unitPrice: price, quantity: 1, productId: 'sponge' };
  for (let id = 1; id <= orders; id += 1) {
    await clerk.send(`orders/${id}/place`, { customerId: 'bob', currency, lines: [line] });
    await clerk.send(`orders/${id}/confirm`, { accountId: 'bobs' });
    await clerk.send('accounts/bobs/transfer', {
      reference: `gift-${id}`,
      to: id % 2 === 0 ? 'eves' : 'lost',
      currency,
      amount: 10,
    });
    if (id % 3 !== 2) continue;
    // In the middle of whatever is under way: some of these orders and transfers are not done yet, and the next ones follow.
    await system.killAndRestart();
  }

  const ids = Array.from({ length: orders }, (_, index) => index + 1);
  const ends: string[] = [];
  for (const id of ids) {
    const isOver = (events: readonly string[]) => events.includes('OrderShipped') || events.includes('OrderCancelled');
    const events = await eventually(() => clerk.eventsOf(`orders/${id}`), isOver);
    ends.push(events.at(-1) ?? '');
  }
  expect(countOf(ends, 'OrderShipped')).toBe(sponges);

  const isAtRest = (events: readonly string[]) =>
    countOf(events, 'StockReserved') === countOf(events, 'StockShipped') + countOf(events, 'StockReleased');
  const stock = await eventually(() => clerk.eventsOf('products/sponge'), isAtRest);
  expect(countOf(stock, 'StockShipped')).toBe(sponges);

  const isBack = (events: readonly string[]) => countOf(events, 'TransferReturned') === orders / 2;
  const bobs = await eventually(() => clerk.eventsOf('accounts/bobs'), isBack);
  const eves = await eventually(
    () => clerk.eventsOf('accounts/eves'),
    (events) => countOf(events, 'TransferReceived') === orders / 2,
  );
  expect(countOf(bobs, 'TransferSent')).toBe(orders);
  expect(countOf(bobs, 'AccountCharged') - countOf(bobs, 'AccountRefunded')).toBe(sponges);
  expect(countOf(bobs, 'AccountCharged')).toBe(sponges);
  expect(eves).toHaveLength(1 + orders / 2);
});
