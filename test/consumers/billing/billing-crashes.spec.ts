import { expect, it } from 'vitest';
import type { CloudEvent } from '../../../application/messages/cloud-event.ts';
import { expectBooked } from './audit-billing.ts';
import { ofOrder, refundOf } from './billing-messages.ts';
import { billingWorld, type AroundCall } from './billing-world.ts';

const one = ofOrder('1');
const two = ofOrder('2');
const story: readonly CloudEvent[] = [
  ...[one.placed, two.placed, refundOf('2', 3, 400)],
  ...[one.paid, two.paidBy('main'), one.cancelled],
];
const orders = new Map(['1', '2'].map((orderId) => [orderId, story.filter(({ data }) => data['orderId'] === orderId)]));

class Failed extends Error {}

/** What becomes of a process whose call fails: it dies before the call, or it lives on without the answer to what was done. */
const ends = ['dead', 'without an answer'] as const;

/** Lets the call of a port fail that comes at this place, counted from 1. */
const failingAt = (place: number, end: (typeof ends)[number]) => {
  let calls = 0;
  const around: AroundCall = async (call) => {
    calls += 1;
    if (end === 'dead' && calls >= place) throw new Failed();
    const result = await call();
    if (end !== 'dead' && calls === place) throw new Failed();
    return result;
  };
  return { around, calls: () => calls };
};

/** Hands over the story as a broker does: what failed comes again, to another process where one has died. */
const lived = async (place: number, end: (typeof ends)[number]) => {
  const world = billingWorld();
  const failing = failingAt(place, end);
  let living = world.start(failing.around);
  for (const message of story)
    await living.consumer.handle(message).catch(async (error: unknown) => {
      if (!(error instanceof Failed)) throw error;
      if (end === 'dead') living = world.start();
      await living.consumer.handle(message);
    });
  const [invoices, credits, listed] = await Promise.all([
    world.registerOf('invoices'),
    world.registerOf('credit-notes'),
    world.listOf('bob'),
  ]);
  return { books: { invoices, credits, listed }, calls: failing.calls() };
};

it.each(ends)('gives every order its documents once, with no gap, at whatever call a process is %s', async (end) => {
  const { books, calls } = await lived(Infinity, end);
  expectBooked(books, orders);
  expect(books).toMatchObject({ invoices: [{ orderId: '1' }, { orderId: '2' }], credits: { length: 2 } });
  expect(calls).toBeGreaterThan(40);
  for (let place = 1; place <= calls; place += 1) expect((await lived(place, end)).books).toEqual(books);
});
